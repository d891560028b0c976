-- What `chungsuc.analytics` works out, written by hand for DuckDB: what a person would write who knows it well.
-- Beside it stand the small tables of the frame and the law, as for the expressions.

CREATE OR REPLACE TEMP TABLE hand_measures AS
WITH said AS (
    SELECT o.unit, o.measure, o.first_day, o.last_day,
           CASE WHEN coalesce(numerator, number) IS NOT NULL THEN 1 WHEN yes IS NOT NULL THEN 2
                WHEN mark = 'not_present' THEN 4 WHEN o.grade IS NOT NULL THEN 3 END::TINYINT AS sort,
           coalesce(numerator * 100, number, yes::TINYINT, g.position)::DECIMAL(26, 6) AS over,
           coalesce(denominator, 1)::DECIMAL(24, 6) AS under,
           numerator IS NOT NULL AS has_parts, alone
    FROM observations AS o
    LEFT JOIN law_grades AS g ON g.measure = o.measure AND g.grade = o.grade
    WHERE alone OR NOT EXISTS (SELECT 1 FROM supersessions AS s WHERE s.older = o.id)
),
slots AS (
    SELECT * EXCLUDE (alone) FROM said WHERE alone AND sort IS NOT NULL
    UNION ALL
    SELECT unit, measure, first_day, last_day,
           CASE WHEN count(*) > 1 THEN 5 ELSE max(sort) END::TINYINT AS sort,
           max(over) AS over, max(under) AS under, bool_or(has_parts) AS has_parts
    FROM said
    WHERE NOT alone
    GROUP BY unit, measure, first_day, last_day
    HAVING count(*) > 1 OR max(sort) IS NOT NULL
),
opened AS (
    SELECT s.*, c.moment, coalesce(
        lead(c.moment) OVER (PARTITION BY unit, s.measure ORDER BY s.last_day, first_day DESC), c.beyond
    ) AS until
    FROM slots AS s
    JOIN law_calendar AS c ON c.measure = s.measure AND c.last_day = greatest(s.last_day, $opens)
),
standing AS (
    SELECT unit, measure, unnest(range(moment, until))::INTEGER AS moment, sort, over, under, has_parts
    FROM opened
    WHERE moment < until
),
asked AS (
    SELECT u.unit, u.moment, u.parent, l.* EXCLUDE ("case"),
           s.sort, s.over, s.under, coalesce(s.has_parts, false) AS has_parts,
           coalesce(CASE kind
               WHEN 0 THEN sort = 2 WHEN 5 THEN sort = 2
               WHEN 4 THEN sort = 3 AND over IS NOT NULL
               WHEN 1 THEN sort = 1 AND over BETWEEN 0 AND under * 100
               WHEN 3 THEN sort = 1 AND over >= 0 AND over % under = 0
               ELSE sort = 1 END, false) AS suits
    FROM frame_units AS u
    JOIN law_levels AS l ON l."case" = u."case"
    LEFT JOIN standing AS s ON s.unit = u.unit AND s.measure = l.measure AND s.moment = u.moment
)
SELECT *, CASE
        WHEN sort = 4 AND may_be_absent THEN 5
        WHEN asks IN (1, 3) THEN 1
        WHEN asks = 2 THEN 5
        WHEN sort IS NULL THEN 2
        WHEN sort = 5 OR kind = 5 OR NOT suits THEN 3
        WHEN CASE direction WHEN 0 THEN over >= need * under WHEN 1 THEN over <= need * under
                            WHEN 2 THEN over = need * under ELSE over = 1 END THEN 4
        ELSE 0 END::TINYINT AS rank
FROM asked;

CREATE OR REPLACE TEMP TABLE hand_indicators AS
SELECT unit, moment, parent, criterion, measure, rank FROM hand_measures WHERE role = 0
UNION ALL
SELECT unit, moment, parent, criterion, owner AS measure,
       CASE WHEN min(asks) FILTER (role = 1) IN (0, 3)
             AND coalesce(min(sort) FILTER (role = 1) <> 4, true)
             AND (min(sort) FILTER (role = 1) IS NULL OR count(sort) FILTER (role = 2) > 0)
            THEN min(rank) FILTER (role = 2) ELSE min(rank) FILTER (role = 1) END AS rank
FROM hand_measures WHERE role IN (1, 2)
GROUP BY unit, moment, parent, criterion, owner;

CREATE OR REPLACE TEMP TABLE hand_criteria AS
SELECT unit, moment, parent, criterion, min(rank) AS rank
FROM hand_indicators GROUP BY unit, moment, parent, criterion;

CREATE OR REPLACE TEMP TABLE hand_units AS
SELECT c.unit, c.moment, c.parent, c.met, least(c.rank, coalesce(m.conditions, 5)) AS rank, m.assessed
FROM (
    SELECT unit, moment, parent, min(rank) AS rank, count(*) FILTER (rank = 4) AS met
    FROM hand_criteria GROUP BY unit, moment, parent
) AS c
JOIN (
    SELECT unit, moment, min(rank) FILTER (role = 3) AS conditions, count(sort) > 0 AS assessed
    FROM hand_measures GROUP BY unit, moment
) AS m USING (unit, moment);

CREATE OR REPLACE TEMP TABLE hand_indicators_above AS
WITH below AS (
    SELECT parent, moment, criterion, measure,
           count(*) FILTER (rank = 0) AS not_met, count(*) FILTER (rank = 1) AS no_threshold,
           count(*) FILTER (rank = 2) AS no_data, count(*) FILTER (rank = 3) AS needs_review,
           count(*) FILTER (rank = 4) AS met, count(*) FILTER (rank = 5) AS not_applicable
    FROM hand_indicators GROUP BY parent, moment, criterion, measure
)
SELECT moment, criterion, measure, ancestor AS unit,
       sum(not_met)::INTEGER AS not_met, sum(no_threshold)::INTEGER AS no_threshold,
       sum(no_data)::INTEGER AS no_data, sum(needs_review)::INTEGER AS needs_review,
       sum(met)::INTEGER AS met, sum(not_applicable)::INTEGER AS not_applicable
FROM below JOIN frame_above USING (parent, moment)
GROUP BY moment, criterion, measure, ancestor;

CREATE OR REPLACE TEMP TABLE hand_criteria_above AS
WITH below AS (
    SELECT parent, moment, criterion,
           count(*) FILTER (rank = 0) AS not_met, count(*) FILTER (rank = 1) AS no_threshold,
           count(*) FILTER (rank = 2) AS no_data, count(*) FILTER (rank = 3) AS needs_review,
           count(*) FILTER (rank = 4) AS met, count(*) FILTER (rank = 5) AS not_applicable
    FROM hand_criteria GROUP BY parent, moment, criterion
)
SELECT moment, criterion, ancestor AS unit,
       sum(not_met)::INTEGER AS not_met, sum(no_threshold)::INTEGER AS no_threshold,
       sum(no_data)::INTEGER AS no_data, sum(needs_review)::INTEGER AS needs_review,
       sum(met)::INTEGER AS met, sum(not_applicable)::INTEGER AS not_applicable
FROM below JOIN frame_above USING (parent, moment)
GROUP BY moment, criterion, ancestor;

CREATE OR REPLACE TEMP TABLE hand_units_above AS
WITH below AS (
    SELECT parent, moment, count(*) AS expected, count(*) FILTER (assessed) AS assessed, sum(met) AS criteria_met,
           count(*) FILTER (rank = 0) AS not_met, count(*) FILTER (rank = 1) AS no_threshold,
           count(*) FILTER (rank = 2) AS no_data, count(*) FILTER (rank = 3) AS needs_review,
           count(*) FILTER (rank = 4) AS met, count(*) FILTER (rank = 5) AS not_applicable
    FROM hand_units GROUP BY parent, moment
)
SELECT moment, ancestor AS unit, sum(e.existing)::INTEGER AS existing,
       coalesce(sum(expected), 0)::INTEGER AS expected, coalesce(sum(assessed), 0)::INTEGER AS assessed,
       coalesce(sum(criteria_met), 0)::INTEGER AS criteria_met,
       coalesce(sum(not_met), 0)::INTEGER AS not_met, coalesce(sum(no_threshold), 0)::INTEGER AS no_threshold,
       coalesce(sum(no_data), 0)::INTEGER AS no_data, coalesce(sum(needs_review), 0)::INTEGER AS needs_review,
       coalesce(sum(met), 0)::INTEGER AS met, coalesce(sum(not_applicable), 0)::INTEGER AS not_applicable
FROM frame_existing AS e
LEFT JOIN below USING (parent, moment)
JOIN frame_above USING (parent, moment)
GROUP BY moment, ancestor;

CREATE OR REPLACE TEMP TABLE hand_values_above AS
WITH usable AS (
    SELECT parent, moment, measure, kind = 1 AS share, has_parts, over, under,
           CASE WHEN has_parts THEN (over::DOUBLE / under::DOUBLE)::DECIMAL(24, 6)
                ELSE over::DECIMAL(24, 6) END AS value
    FROM hand_measures WHERE sort = 1 AND suits AND kind IN (1, 2, 3)
),
below AS (
    SELECT parent, moment, measure,
           sum(over) FILTER (share AND has_parts) AS numerators,
           sum(under) FILTER (share AND has_parts) AS denominators,
           count(*) FILTER (share AND has_parts) AS with_parts,
           count(*) FILTER (share AND NOT has_parts) AS without_parts,
           sum(value) AS values, count(*) AS valued
    FROM usable GROUP BY parent, moment, measure
)
SELECT moment, measure, ancestor AS unit,
       sum(numerators)::DECIMAL(38, 6) AS numerators, sum(denominators)::DECIMAL(38, 6) AS denominators,
       sum(with_parts)::INTEGER AS with_parts, sum(without_parts)::INTEGER AS without_parts,
       sum(values)::DECIMAL(38, 6) AS values, sum(valued)::INTEGER AS valued
FROM below JOIN frame_above USING (parent, moment)
GROUP BY moment, measure, ancestor;
