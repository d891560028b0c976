# Everything a person or CI does here. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run install dev test coverage check types layers style tables fix messages lock bench bench-quick soak

BIN := .venv/bin
PYTHON := $(BIN)/python
WORKERS ?= 2
FUZZ_SECONDS ?= 120
# Tests start many processes: none compiles again what another has compiled.
export PYTHONDONTWRITEBYTECODE :=
# In a folder of its own: a check never meets an installation's data.
DJANGO := CHUNGSUC_VAR=build/check DJANGO_SETTINGS_MODULE=chungsuc.web.settings $(PYTHON) -m django

help: ## danh sách lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: install ## cài đặt (lần đầu) rồi mở Chung sức tại http://127.0.0.1:8000
	@exec $(BIN)/chungsuc run

install: ## chỉ cài đặt, không chạy
	@python3 tools/bootstrap.py

dev:
	@python3 tools/bootstrap.py --dev

test: dev ## cài công cụ kiểm thử rồi chạy mọi phép thử: trên SQLite, rồi trên PostgreSQL
	@$(PYTHON) tools/chromium_for_tests.py
	@echo "== SQLite"
	@$(PYTHON) -m pytest --quiet -n $(WORKERS) --dist loadgroup
	@echo "== PostgreSQL (những phép thử có dùng cơ sở dữ liệu)"
	@$(PYTHON) tools/postgres_for_tests.py -- $(PYTHON) -m pytest --quiet --stored -n $(WORKERS) --dist loadgroup

coverage: dev ## dòng lệnh nào chưa có phép thử nào đi qua
	@$(PYTHON) -m pytest --quiet -n $(WORKERS) --dist loadgroup --cov --cov-report=term --cov-report=html

check: dev ## kiểu mã, kiểu dữ liệu, chiều import, migration: không sửa gì
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types layers style tables

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

tables:
	$(DJANGO) check --fail-level WARNING
	$(DJANGO) makemigrations --check --dry-run

fix: dev ## sửa những gì máy sửa được
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: dev ## tìm câu chữ mới trên các trang, nêu câu chưa có tiếng Anh
	@$(PYTHON) tools/messages.py

lock: ## tính lại requirements*.lock từ pyproject.toml
	python3 tools/lock.py

bench: dev ## đo tốc độ, cỡ đầy đủ; mỗi số đo một dòng JSON
	@$(PYTHON) -m benchmarks

bench-quick: dev ## cùng các phép đo, cỡ nhỏ, trong một phút
	@$(PYTHON) -m benchmarks --quick

soak: ## phép thử ngẫu nhiên chạy lâu (FUZZ_SECONDS giây cho bộ dò có dẫn đường): tìm trường hợp hiếm
	@python3 tools/bootstrap.py --soak
	@$(PYTHON) tools/fuzz.py $(FUZZ_SECONDS)
	@HYPOTHESIS_PROFILE=soak $(PYTHON) -m pytest --quiet -n $(WORKERS) -m "hypothesis or faults"
	@$(PYTHON) -m pytest --quiet tests/analytics/on_spark.py
