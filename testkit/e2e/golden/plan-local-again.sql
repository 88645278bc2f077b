-- build on target "local" (duckdb), 11 nodes

-- ══ seeds.events (seed)

-- 1. load 3 rows
CREATE OR REPLACE TABLE "seeds"."events" AS
SELECT
  CAST("id" AS BIGINT) AS "id",
  CAST("kind" AS VARCHAR) AS "kind",
  CAST("amount" AS INTEGER) AS "amount",
  CAST("arrived_at" AS TIMESTAMP) AS "arrived_at",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (VALUES
  ('1', 'a', '10', '2026-01-01 10:00:00'),
  ('2', 'b', '-5', '2026-01-01 11:00:00'),
  ('3', 'a', '30', '2026-01-01 12:00:00')
) AS v("id", "kind", "amount", "arrived_at");

-- ══ gold.appended (incremental)
--   after: seed.shop.events

-- 1. find the newest arrived_at in events; fills ⟪high_watermark(arrived_at)⟫
SELECT max("arrived_at") AS "high" FROM "seeds"."events" WHERE "arrived_at" > TIMESTAMP '2026-01-01 12:00:00.000000';

-- 2. append the batch, once
INSERT INTO "gold"."appended" ("id", "kind", "amount", "arrived_at", "etl_run_id", "ingest_ts", "source_system")
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT id, kind, amount, arrived_at FROM seeds.events WHERE (arrived_at > TIMESTAMP '2026-01-01 12:00:00.000000') AND (arrived_at <= t_text_to_timestamp_us('⟪high_watermark(arrived_at)⟫'))
) AS src
WHERE NOT EXISTS (SELECT 1 FROM "gold"."appended" AS written WHERE written."etl_run_id" = 'run-2');

-- 3. post-hook
select count(*) from "gold"."appended";

-- 4. remember how far this batch reached

-- ══ gold.appended_after_this (incremental)
--   after: seed.shop.events

-- 1. append the batch, once
INSERT INTO "gold"."appended_after_this" ("id", "kind", "amount", "arrived_at", "etl_run_id", "ingest_ts", "source_system")
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT id, kind, amount, arrived_at FROM seeds.events WHERE arrived_at > (SELECT max(arrived_at) FROM gold.appended_after_this)
) AS src
WHERE NOT EXISTS (SELECT 1 FROM "gold"."appended_after_this" AS written WHERE written."etl_run_id" = 'run-2');

-- 2. remember how far this batch reached

-- ══ gold.appended_with_rules (incremental)
--   after: seed.shop.events

-- 1. find the newest arrived_at in events; fills ⟪high_watermark(arrived_at)⟫
SELECT max("arrived_at") AS "high" FROM "seeds"."events" WHERE "arrived_at" > TIMESTAMP '2026-01-01 12:00:00.000000';

-- 2. stage the batch and label each row with the rules that it breaks
CREATE OR REPLACE TABLE "gold"."appended_with_rules__lm_stage" AS
SELECT judged.id, judged.kind, judged.amount, judged.arrived_at, regexp_replace(CASE WHEN judged._lm_rule_0 THEN ', not_negative' ELSE '' END, '^, ', '', 'g') AS _lm_failed_rules, CASE WHEN judged._lm_rule_0 THEN 'quarantine' ELSE 'publish' END AS _lm_action FROM (SELECT staged.id, staged.kind, staged.amount, staged.arrived_at, coalesce(NOT (staged.amount >= 0), FALSE) AS _lm_rule_0 FROM (SELECT q.id, q.kind, q.amount, q.arrived_at FROM (
SELECT id, kind, amount, arrived_at FROM seeds.events WHERE (arrived_at > TIMESTAMP '2026-01-01 12:00:00.000000') AND (arrived_at <= t_text_to_timestamp_us('⟪high_watermark(arrived_at)⟫'))
) AS q) AS staged) AS judged;

-- 3. count the batch by label and by rule
SELECT * RENAME (__alias0 AS staged) FROM (SELECT count(*) AS __alias0, count(*) FILTER (WHERE staged._lm_action = 'publish') AS rows_publish, count(*) FILTER (WHERE staged._lm_action = 'quarantine') AS rows_quarantine, count(*) FILTER (WHERE staged._lm_action = 'drop') AS rows_drop, count(*) FILTER (WHERE staged._lm_action = 'duplicate') AS rows_duplicate, count(*) FILTER (WHERE staged._lm_action = 'fail') AS rows_fail, count(*) FILTER (WHERE strpos((', ' || staged._lm_failed_rules) || ', ', ', not_negative, ') > 0) AS rule_0 FROM gold.appended_with_rules__lm_stage AS staged);

-- 4. keep the rows that break a rule, with the rules that they break (only if rows were quarantined)
MERGE INTO "gold_quarantine"."appended_with_rules" AS target
USING (
SELECT counted.id, counted.kind, counted.amount, counted.arrived_at, counted._lm_rules AS failed_rules, counted._lm_hash AS row_hash, counted._lm_count AS row_count, '6c7fff83ea9b17f3' AS model_version, 'run-2' AS first_run_id, 'run-2' AS last_run_id, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS first_seen, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS last_seen, DATE '2026-01-03' AS quarantined_on, 'open' AS status FROM (SELECT hashed.*, count(*) OVER (PARTITION BY hashed._lm_hash, hashed._lm_rules) AS _lm_count, row_number() OVER (PARTITION BY hashed._lm_hash, hashed._lm_rules) AS _lm_copy FROM (SELECT texts.id, texts.kind, texts.amount, texts.arrived_at, texts._lm_rules, lower(hex(unhex(md5(encode(t_text(texts._lm_text)))))) AS _lm_hash FROM (SELECT stage.id, stage.kind, stage.amount, stage.arrived_at, stage._lm_failed_rules AS _lm_rules, ((((((coalesce(t_replace(t_replace(t_to_varchar(stage.id), '!', '!!'), '|', '!|'), '!n') || '|') || coalesce(t_replace(t_replace(stage.kind, '!', '!!'), '|', '!|'), '!n')) || '|') || coalesce(t_replace(t_replace(t_to_varchar(stage.amount), '!', '!!'), '|', '!|'), '!n')) || '|') || coalesce(t_replace(t_replace(list_transform([CAST(t_to_timestamp_us(stage.arrived_at) AS VARCHAR)], lambda __v: t_fraction(__v, 6))[1], '!', '!!'), '|', '!|'), '!n')) || '|' AS _lm_text FROM gold.appended_with_rules__lm_stage AS stage WHERE stage._lm_action = 'quarantine') AS texts) AS hashed) AS counted WHERE counted._lm_copy = 1
) AS src
ON target."row_hash" = src."row_hash" AND target."failed_rules" = src."failed_rules"
WHEN MATCHED AND (target."last_run_id" <> src."last_run_id") THEN UPDATE SET
  "row_count" = src."row_count",
  "model_version" = src."model_version",
  "last_run_id" = src."last_run_id",
  "last_seen" = src."last_seen",
  "status" = src."status"
WHEN NOT MATCHED THEN INSERT ("id", "kind", "amount", "arrived_at", "failed_rules", "row_hash", "row_count", "model_version", "first_run_id", "last_run_id", "first_seen", "last_seen", "quarantined_on", "status")
VALUES (src."id", src."kind", src."amount", src."arrived_at", src."failed_rules", src."row_hash", src."row_count", src."model_version", src."first_run_id", src."last_run_id", src."first_seen", src."last_seen", src."quarantined_on", src."status");

-- 5. append the batch, once (only if rows are left to publish)
INSERT INTO "gold"."appended_with_rules" ("id", "kind", "amount", "arrived_at", "etl_run_id", "ingest_ts", "source_system")
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM "gold"."appended_with_rules__lm_stage" WHERE "_lm_action" = 'publish'
) AS src
WHERE NOT EXISTS (SELECT 1 FROM "gold"."appended_with_rules" AS written WHERE written."etl_run_id" = 'run-2');

-- 6. drop the stage
DROP TABLE IF EXISTS "gold"."appended_with_rules__lm_stage";

-- 7. remember how far this batch reached

-- ══ gold.merged (incremental)
--   after: seed.shop.events

-- 1. find the newest arrived_at in events; fills ⟪high_watermark(arrived_at)⟫
SELECT max("arrived_at") AS "high" FROM "seeds"."events" WHERE "arrived_at" > TIMESTAMP '2026-01-01 12:00:00.000000';

-- 2. merge the batch by its key; rows that do not differ stay untouched
MERGE INTO "gold"."merged" AS target
USING (
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY "id", "kind") AS "_lm_rows_of_key"
FROM (
SELECT id, kind, max(amount) AS amount, max(arrived_at) AS arrived_at FROM seeds.events WHERE (arrived_at > TIMESTAMP '2026-01-01 12:00:00.000000') AND (arrived_at <= t_text_to_timestamp_us('⟪high_watermark(arrived_at)⟫')) GROUP BY id, kind
) AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE error('lakemodel: duplicate key (id, kind) = (' || coalesce(CAST(k."id" AS varchar), 'NULL') || ', ' || coalesce(CAST(k."kind" AS varchar), 'NULL') || ')') END
) AS src
) AS src
ON coalesce(target."id", CAST('0' AS BIGINT)) = coalesce(src."id", CAST('0' AS BIGINT)) AND (target."id" IS NULL) = (src."id" IS NULL)
  AND coalesce(target."kind", '') = coalesce(src."kind", '') AND (target."kind" IS NULL) = (src."kind" IS NULL)
WHEN MATCHED AND (src."amount" IS DISTINCT FROM target."amount" OR src."arrived_at" IS DISTINCT FROM target."arrived_at") THEN UPDATE SET
  "amount" = src."amount",
  "arrived_at" = src."arrived_at",
  "etl_run_id" = src."etl_run_id",
  "ingest_ts" = src."ingest_ts",
  "source_system" = src."source_system"
WHEN NOT MATCHED THEN INSERT ("id", "kind", "amount", "arrived_at", "etl_run_id", "ingest_ts", "source_system")
VALUES (src."id", src."kind", src."amount", src."arrived_at", src."etl_run_id", src."ingest_ts", src."source_system");

-- 3. remember how far this batch reached

-- ══ silver.ruled (incremental)
--   after: seed.shop.events

-- 1. stage the batch and label each row with the rules that it breaks
CREATE OR REPLACE TABLE "silver"."ruled__lm_stage" AS
SELECT ranked.id, ranked.kind, ranked.amount, ranked.arrived_at, ranked._lm_failed_rules, CASE WHEN ((ranked._lm_action = 'publish') AND (ranked._lm_rank > 1)) THEN 'duplicate' ELSE ranked._lm_action END AS _lm_action FROM (SELECT labelled.id, labelled.kind, labelled.amount, labelled.arrived_at, labelled._lm_failed_rules, labelled._lm_action, row_number() OVER (PARTITION BY labelled._lm_action, labelled.id ORDER BY arrived_at DESC NULLS LAST, labelled.kind NULLS LAST, labelled.amount NULLS LAST, labelled.arrived_at NULLS LAST) AS _lm_rank FROM (SELECT judged.id, judged.kind, judged.amount, judged.arrived_at, regexp_replace(CASE WHEN judged._lm_rule_0 THEN ', positive' ELSE '' END, '^, ', '', 'g') AS _lm_failed_rules, CASE WHEN judged._lm_rule_0 THEN 'quarantine' ELSE 'publish' END AS _lm_action FROM (SELECT staged.id, staged.kind, staged.amount, staged.arrived_at, coalesce(NOT (staged.amount >= 0), FALSE) AS _lm_rule_0 FROM (SELECT q.id, q.kind, q.amount, q.arrived_at FROM (
SELECT id, kind, amount, arrived_at FROM seeds.events
) AS q) AS staged) AS judged) AS labelled) AS ranked;

-- 2. count the batch by label and by rule
SELECT * RENAME (__alias0 AS staged) FROM (SELECT count(*) AS __alias0, count(*) FILTER (WHERE staged._lm_action = 'publish') AS rows_publish, count(*) FILTER (WHERE staged._lm_action = 'quarantine') AS rows_quarantine, count(*) FILTER (WHERE staged._lm_action = 'drop') AS rows_drop, count(*) FILTER (WHERE staged._lm_action = 'duplicate') AS rows_duplicate, count(*) FILTER (WHERE staged._lm_action = 'fail') AS rows_fail, count(*) FILTER (WHERE strpos((', ' || staged._lm_failed_rules) || ', ', ', positive, ') > 0) AS rule_0 FROM silver.ruled__lm_stage AS staged);

-- 3. keep the rows that break a rule, with the rules that they break (only if rows were quarantined)
MERGE INTO "silver_quarantine"."ruled" AS target
USING (
SELECT counted.id, counted.kind, counted.amount, counted.arrived_at, counted._lm_rules AS failed_rules, counted._lm_hash AS row_hash, counted._lm_count AS row_count, 'd997ee95f0bc2d39' AS model_version, 'run-2' AS first_run_id, 'run-2' AS last_run_id, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS first_seen, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS last_seen, DATE '2026-01-03' AS quarantined_on, 'open' AS status FROM (SELECT hashed.*, count(*) OVER (PARTITION BY hashed._lm_hash, hashed._lm_rules) AS _lm_count, row_number() OVER (PARTITION BY hashed._lm_hash, hashed._lm_rules) AS _lm_copy FROM (SELECT texts.id, texts.kind, texts.amount, texts.arrived_at, texts._lm_rules, lower(hex(unhex(md5(encode(t_text(texts._lm_text)))))) AS _lm_hash FROM (SELECT stage.id, stage.kind, stage.amount, stage.arrived_at, stage._lm_failed_rules AS _lm_rules, ((((((coalesce(t_replace(t_replace(t_to_varchar(stage.id), '!', '!!'), '|', '!|'), '!n') || '|') || coalesce(t_replace(t_replace(stage.kind, '!', '!!'), '|', '!|'), '!n')) || '|') || coalesce(t_replace(t_replace(t_to_varchar(stage.amount), '!', '!!'), '|', '!|'), '!n')) || '|') || coalesce(t_replace(t_replace(list_transform([CAST(t_to_timestamp_us(stage.arrived_at) AS VARCHAR)], lambda __v: t_fraction(__v, 6))[1], '!', '!!'), '|', '!|'), '!n')) || '|' AS _lm_text FROM silver.ruled__lm_stage AS stage WHERE stage._lm_action = 'quarantine') AS texts) AS hashed) AS counted WHERE counted._lm_copy = 1
) AS src
ON target."row_hash" = src."row_hash" AND target."failed_rules" = src."failed_rules"
WHEN MATCHED AND (target."last_run_id" <> src."last_run_id") THEN UPDATE SET
  "row_count" = src."row_count",
  "model_version" = src."model_version",
  "last_run_id" = src."last_run_id",
  "last_seen" = src."last_seen",
  "status" = src."status"
WHEN NOT MATCHED THEN INSERT ("id", "kind", "amount", "arrived_at", "failed_rules", "row_hash", "row_count", "model_version", "first_run_id", "last_run_id", "first_seen", "last_seen", "quarantined_on", "status")
VALUES (src."id", src."kind", src."amount", src."arrived_at", src."failed_rules", src."row_hash", src."row_count", src."model_version", src."first_run_id", src."last_run_id", src."first_seen", src."last_seen", src."quarantined_on", src."status");

-- 4. merge the batch by its key; rows that do not differ stay untouched (only if rows are left to publish)
MERGE INTO "silver"."ruled" AS target
USING (
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM "silver"."ruled__lm_stage" WHERE "_lm_action" = 'publish'
) AS src
) AS src
ON coalesce(target."id", CAST('0' AS BIGINT)) = coalesce(src."id", CAST('0' AS BIGINT)) AND (target."id" IS NULL) = (src."id" IS NULL)
WHEN MATCHED AND (src."kind" IS DISTINCT FROM target."kind" OR src."amount" IS DISTINCT FROM target."amount" OR src."arrived_at" IS DISTINCT FROM target."arrived_at") THEN UPDATE SET
  "kind" = src."kind",
  "amount" = src."amount",
  "arrived_at" = src."arrived_at",
  "etl_run_id" = src."etl_run_id",
  "ingest_ts" = src."ingest_ts",
  "source_system" = src."source_system"
WHEN NOT MATCHED THEN INSERT ("id", "kind", "amount", "arrived_at", "etl_run_id", "ingest_ts", "source_system")
VALUES (src."id", src."kind", src."amount", src."arrived_at", src."etl_run_id", src."ingest_ts", src."source_system");

-- 5. drop the stage
DROP TABLE IF EXISTS "silver"."ruled__lm_stage";

-- ══ snapshots.kinds (snapshot)
--   after: seed.shop.events

-- 1. close changed rows and add their new versions
MERGE INTO "snapshots"."kinds" AS target
USING (
WITH source_rows AS (SELECT q.*, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS _lm_updated_at FROM (
SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY "id") AS "_lm_rows_of_key"
FROM (
SELECT id, max(amount) AS amount FROM seeds.events GROUP BY id
) AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE error('lakemodel: duplicate key (id) = (' || coalesce(CAST(k."id" AS varchar), 'NULL') || ')') END
) AS q), current_rows AS (SELECT * FROM snapshots.kinds AS t WHERE t.dbt_valid_to IS NULL) (SELECT 'close' AS _lm_operation, CAST(NULL AS BIGINT) AS id, CAST(NULL AS INTEGER) AS amount, c.dbt_scd_id, CAST(NULL AS TIMESTAMP) AS dbt_updated_at, CAST(NULL AS TIMESTAMP) AS dbt_valid_from, s._lm_updated_at AS dbt_valid_to, 'run-2' AS etl_run_id, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS ingest_ts, 'seed' AS source_system FROM current_rows AS c JOIN source_rows AS s ON (coalesce(t_to_varchar(s.id), '') = coalesce(CAST(c.id AS VARCHAR), '')) AND ((s.id IS NULL) = (c.id IS NULL)) WHERE s.amount IS DISTINCT FROM c.amount UNION ALL SELECT 'insert' AS _lm_operation, s.id, s.amount, lower(hex(unhex(md5(encode(t_text((coalesce(t_to_varchar(s.id), '') || '|') || t_date_format(s._lm_updated_at, '%Y-%m-%d %H:%M:%S.%g000'))))))) AS dbt_scd_id, s._lm_updated_at AS dbt_updated_at, s._lm_updated_at AS dbt_valid_from, CAST(NULL AS TIMESTAMP) AS dbt_valid_to, 'run-2' AS etl_run_id, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS ingest_ts, 'seed' AS source_system FROM source_rows AS s LEFT JOIN current_rows AS c ON (coalesce(t_to_varchar(s.id), '') = coalesce(CAST(c.id AS VARCHAR), '')) AND ((s.id IS NULL) = (c.id IS NULL)) WHERE (c.dbt_scd_id IS NULL) OR (s.amount IS DISTINCT FROM c.amount)) UNION ALL SELECT 'close' AS _lm_operation, CAST(NULL AS BIGINT) AS id, CAST(NULL AS INTEGER) AS amount, c.dbt_scd_id, CAST(NULL AS TIMESTAMP) AS dbt_updated_at, CAST(NULL AS TIMESTAMP) AS dbt_valid_from, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS dbt_valid_to, 'run-2' AS etl_run_id, CAST('2026-01-03 00:00:00.000000' AS TIMESTAMP) AS ingest_ts, 'seed' AS source_system FROM current_rows AS c LEFT JOIN source_rows AS s ON (coalesce(t_to_varchar(s.id), '') = coalesce(CAST(c.id AS VARCHAR), '')) AND ((s.id IS NULL) = (c.id IS NULL)) WHERE s._lm_updated_at IS NULL
) AS src
ON target."dbt_scd_id" = src."dbt_scd_id"
WHEN MATCHED AND (src."_lm_operation" = 'close') THEN UPDATE SET
  "dbt_valid_to" = src."dbt_valid_to",
  "etl_run_id" = src."etl_run_id",
  "ingest_ts" = src."ingest_ts",
  "source_system" = src."source_system"
WHEN NOT MATCHED AND (src."_lm_operation" = 'insert') THEN INSERT ("id", "amount", "dbt_scd_id", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to", "etl_run_id", "ingest_ts", "source_system")
VALUES (src."id", src."amount", src."dbt_scd_id", src."dbt_updated_at", src."dbt_valid_from", src."dbt_valid_to", src."etl_run_id", src."ingest_ts", src."source_system");

-- ══ gold.a_table (table)
--   after: seed.shop.events

-- 1. replace the table
CREATE OR REPLACE TABLE "gold"."a_table" AS
SELECT
  src."kind",
  src."n",
  CAST('run-2' AS varchar) AS "etl_run_id",
  TIMESTAMP '2026-01-03 00:00:00.000000' AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
WITH __dbt__cte__large AS (SELECT id, amount FROM seeds.events WHERE amount >= 10) SELECT e.kind, count(*) AS n FROM seeds.events AS e JOIN __dbt__cte__large AS l ON l.id = e.id GROUP BY e.kind
) AS src;

-- 2. write descriptions as comments
COMMENT ON TABLE "gold"."a_table" IS 'How many of a kind.';

COMMENT ON COLUMN "gold"."a_table"."n" IS 'Events, large ones alone.';

-- ══ gold.a_view (view)
--   after: model.shop.ruled, tests:model.shop.ruled

-- 1. create the view
CREATE OR REPLACE VIEW "gold"."a_view" AS
SELECT kind, CAST(sum(CAST(amount AS BIGINT)) AS BIGINT) AS amount FROM silver.ruled GROUP BY kind;

-- 2. write descriptions as comments
COMMENT ON VIEW "gold"."a_view" IS 'What a kind''s events amount to.';

COMMENT ON COLUMN "gold"."a_view"."amount" IS 'Their sum.';

-- ══ not_negative (test)
--   after: model.shop.appended_with_rules

-- 1. not_negative
SELECT counted.measured AS failures, counted.measured <> 0 AS should_warn, counted.measured <> 0 AS should_error FROM (SELECT count(*) AS measured FROM (SELECT tested.* FROM gold.appended_with_rules AS tested WHERE coalesce(NOT (tested.amount >= 0), FALSE)) AS failing) AS counted;

-- ══ 3 tests on "silver"."ruled" in one scan (test)
--   after: model.shop.ruled

-- 1. 3 tests on "silver"."ruled" in one scan
SELECT count(*) FILTER (WHERE judged.v0) AS f0, count(*) FILTER (WHERE judged.v1) AS f1, count(*) FILTER (WHERE judged.v2) AS f2 FROM (SELECT tested.id IS NULL AS v0, coalesce(NOT (tested.amount >= 0), FALSE) AS v1, coalesce(tested.id IS NOT NULL, FALSE) AND (row_number() OVER (PARTITION BY tested.id) = 2) AS v2 FROM silver.ruled AS tested) AS judged;
