"""Cả nước: verdicts and roll-ups over whole columns, written once for every engine.

The rules are those of `core`, and a property test holds the two together on every input. Which threshold
binds a unit, who is judged and what lay below what on a day are asked of the core, and given to the engine
as small tables; only the many observations are worked on in columns.

    frame, law      who is judged on which day, and what binds them     (small, made by the core)
    standing        observations → the value that stands on each day    (Ibis)
    verdicts        values beside thresholds → verdicts                 (Ibis)
    rollups         verdicts and values → every unit above              (Ibis)
    engines         DuckDB, PostgreSQL, Apache Spark
    country         all of it, in order
"""
