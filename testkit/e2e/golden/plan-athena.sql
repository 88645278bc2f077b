-- build on target "athena" (athena), 11 nodes
-- ⟪ingest_ts⟫ is filled when a statement is sent: the time when its model's lock was taken

-- ══ before the first node

-- 1. create schema analytics_gold
CREATE SCHEMA IF NOT EXISTS `analytics_gold`
LOCATION 's3://acme/tables/analytics_gold/';

-- 2. create schema analytics_gold_quarantine
CREATE SCHEMA IF NOT EXISTS `analytics_gold_quarantine`
LOCATION 's3://acme/tables/analytics_gold_quarantine/';

-- 3. create schema analytics_seeds
CREATE SCHEMA IF NOT EXISTS `analytics_seeds`
LOCATION 's3://acme/tables/analytics_seeds/';

-- 4. create schema analytics_silver
CREATE SCHEMA IF NOT EXISTS `analytics_silver`
LOCATION 's3://acme/tables/analytics_silver/';

-- 5. create schema analytics_silver_quarantine
CREATE SCHEMA IF NOT EXISTS `analytics_silver_quarantine`
LOCATION 's3://acme/tables/analytics_silver_quarantine/';

-- 6. create schema analytics_snapshots
CREATE SCHEMA IF NOT EXISTS `analytics_snapshots`
LOCATION 's3://acme/tables/analytics_snapshots/';

-- ══ analytics_seeds.events (seed)

-- 1. create the table
-- claim s3://acme/tables/analytics_seeds/events/run-1/

CREATE TABLE "analytics_seeds"."events"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_seeds/events/run-1/'
) AS
SELECT
  CAST(src."id" AS bigint) AS "id",
  src."kind",
  CAST(src."amount" AS integer) AS "amount",
  CAST(src."arrived_at" AS timestamp(6)) AS "arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM (VALUES
  ('1', 'a', '10', '2026-01-01 10:00:00'),
  ('2', 'b', '-5', '2026-01-01 11:00:00'),
  ('3', 'a', '30', '2026-01-01 12:00:00')
) AS v("id", "kind", "amount", "arrived_at")
) AS src;

-- ══ analytics_gold.appended (incremental)
--   after: seed.shop.events

-- 1. find the newest arrived_at in events; fills ⟪high_watermark(arrived_at)⟫
SELECT max("arrived_at") AS "high" FROM "analytics_seeds"."events" WHERE "arrived_at" > TIMESTAMP '0001-01-01 00:00:00.000000';

-- 2. create the table
-- claim s3://acme/tables/analytics_gold/appended/run-1/

CREATE TABLE "analytics_gold"."appended"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_gold/appended/run-1/'
) AS
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (

select id, kind, amount, arrived_at from "analytics_seeds"."events" where arrived_at > TIMESTAMP '0001-01-01 00:00:00.000000' and arrived_at <= CAST('⟪high_watermark(arrived_at)⟫' AS timestamp(6))
) AS src;

-- 3. post-hook
select count(*) from "analytics_gold"."appended";

-- 4. remember how far this batch reached

-- ══ analytics_gold.appended_after_this (incremental)
--   after: seed.shop.events

-- 1. create the table
-- claim s3://acme/tables/analytics_gold/appended_after_this/run-1/

CREATE TABLE "analytics_gold"."appended_after_this"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_gold/appended_after_this/run-1/'
) AS
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (

select id, kind, amount, arrived_at from "analytics_seeds"."events"
) AS src;

-- 2. remember how far this batch reached

-- ══ analytics_gold.appended_with_rules (incremental)
--   after: seed.shop.events

-- 1. find the newest arrived_at in events; fills ⟪high_watermark(arrived_at)⟫
SELECT max("arrived_at") AS "high" FROM "analytics_seeds"."events" WHERE "arrived_at" > TIMESTAMP '0001-01-01 00:00:00.000000';

-- 2. stage the batch and label each row with the rules that it breaks
-- claim s3://acme/tables/analytics_gold/appended_with_rules__lm_stage/run-1/

CREATE TABLE "analytics_gold"."appended_with_rules__lm_stage"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_gold/appended_with_rules__lm_stage/run-1/'
) AS
SELECT judged."id", judged."kind", judged."amount", judged."arrived_at", regexp_replace(CASE WHEN judged."_lm_rule_0" THEN ', not_negative' ELSE '' END, '^, ', '') AS "_lm_failed_rules", CASE WHEN judged."_lm_rule_0" THEN 'quarantine' ELSE 'publish' END AS "_lm_action"
FROM (SELECT staged."id", staged."kind", staged."amount", staged."arrived_at", (coalesce(NOT (staged."amount" >= 0), FALSE)) AS "_lm_rule_0"
FROM (
SELECT q."id", q."kind", q."amount", q."arrived_at" FROM (

select id, kind, amount, arrived_at from "analytics_seeds"."events" where arrived_at > TIMESTAMP '0001-01-01 00:00:00.000000' and arrived_at <= CAST('⟪high_watermark(arrived_at)⟫' AS timestamp(6))
) AS q
) AS staged) AS judged;

-- 3. count the batch by label and by rule
SELECT count(*) AS "staged",
  count(*) FILTER (WHERE staged."_lm_action" = 'publish') AS "rows_publish",
  count(*) FILTER (WHERE staged."_lm_action" = 'quarantine') AS "rows_quarantine",
  count(*) FILTER (WHERE staged."_lm_action" = 'drop') AS "rows_drop",
  count(*) FILTER (WHERE staged."_lm_action" = 'duplicate') AS "rows_duplicate",
  count(*) FILTER (WHERE staged."_lm_action" = 'fail') AS "rows_fail",
  count(*) FILTER (WHERE strpos(', ' || staged."_lm_failed_rules" || ', ', ', not_negative, ') > 0) AS "rule_0"
FROM "analytics_gold"."appended_with_rules__lm_stage" AS staged;

-- 4. create the quarantine table (only if rows were quarantined)
-- claim s3://acme/tables/analytics_gold_quarantine/appended_with_rules/run-1/

CREATE TABLE IF NOT EXISTS `analytics_gold_quarantine`.`appended_with_rules` (
  `id` bigint,
  `kind` string,
  `amount` int,
  `arrived_at` timestamp,
  `failed_rules` string,
  `row_hash` string,
  `row_count` bigint,
  `model_version` string,
  `first_run_id` string,
  `last_run_id` string,
  `first_seen` timestamp,
  `last_seen` timestamp,
  `quarantined_on` date,
  `status` string
)
PARTITIONED BY (quarantined_on)
LOCATION 's3://acme/tables/analytics_gold_quarantine/appended_with_rules/run-1/'
TBLPROPERTIES ('table_type' = 'ICEBERG');

-- 5. keep the rows that break a rule, with the rules that they break (only if rows were quarantined)
MERGE INTO "analytics_gold_quarantine"."appended_with_rules" AS target
USING (
SELECT counted."id", counted."kind", counted."amount", counted."arrived_at", counted."_lm_rules" AS "failed_rules", counted."_lm_hash" AS "row_hash", counted."_lm_count" AS "row_count", CAST('fcd8eee21b72dcd7' AS varchar) AS "model_version", CAST('run-1' AS varchar) AS "first_run_id", CAST('run-1' AS varchar) AS "last_run_id", CAST(TIMESTAMP '2026-01-02 00:00:00.000000' AS timestamp(6)) AS "first_seen", CAST(TIMESTAMP '2026-01-02 00:00:00.000000' AS timestamp(6)) AS "last_seen", DATE '2026-01-02' AS "quarantined_on", CAST('open' AS varchar) AS "status"
FROM (SELECT hashed.*, count(*) OVER (PARTITION BY hashed."_lm_hash", hashed."_lm_rules") AS "_lm_count", row_number() OVER (PARTITION BY hashed."_lm_hash", hashed."_lm_rules") AS "_lm_copy"
FROM (SELECT texts."id", texts."kind", texts."amount", texts."arrived_at", texts."_lm_rules", lower(to_hex(md5(to_utf8(texts."_lm_text")))) AS "_lm_hash"
FROM (SELECT stage."id", stage."kind", stage."amount", stage."arrived_at", stage."_lm_failed_rules" AS "_lm_rules", coalesce(replace(replace(CAST(stage."id" AS varchar), '!', '!!'), '|', '!|'), '!n') || '|' || coalesce(replace(replace(stage."kind", '!', '!!'), '|', '!|'), '!n') || '|' || coalesce(replace(replace(CAST(stage."amount" AS varchar), '!', '!!'), '|', '!|'), '!n') || '|' || coalesce(replace(replace(CAST(CAST(stage."arrived_at" AS timestamp(6)) AS varchar), '!', '!!'), '|', '!|'), '!n') || '|' AS "_lm_text"
FROM "analytics_gold"."appended_with_rules__lm_stage" AS stage WHERE stage."_lm_action" = 'quarantine') AS texts) AS hashed) AS counted WHERE counted."_lm_copy" = 1
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

-- 6. create the table
-- claim s3://acme/tables/analytics_gold/appended_with_rules/run-1/

CREATE TABLE "analytics_gold"."appended_with_rules"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_gold/appended_with_rules/run-1/'
) AS
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM "analytics_gold"."appended_with_rules__lm_stage" WHERE "_lm_action" = 'publish'
) AS src;

-- 7. drop the stage
DROP TABLE IF EXISTS `analytics_gold`.`appended_with_rules__lm_stage`;

-- delete s3://acme/tables/analytics_gold/appended_with_rules__lm_stage/run-1.lakemodel.json

-- 8. remember how far this batch reached

-- ══ analytics_gold.merged (incremental)
--   after: seed.shop.events
--   note: more than 100 partitions are written in several commits: readers see part of the table until the last; a run that is cut off in between makes it again

-- 1. find the newest arrived_at in events; fills ⟪high_watermark(arrived_at)⟫
SELECT max("arrived_at") AS "high" FROM "analytics_seeds"."events" WHERE "arrived_at" > TIMESTAMP '0001-01-01 00:00:00.000000';

-- 2. find the partitions of the rows; fills ⟪partitions_from⟫, ⟪partitions_until⟫
SELECT first_key, partitions, row_count
FROM (
SELECT min(key) AS first_key, count(*) * 1 AS partitions, sum(row_count) AS row_count
FROM (
SELECT key, count(*) AS row_count, (row_number() OVER (ORDER BY key) - 1) / 100 AS group_no
FROM (
SELECT coalesce('v' || CAST(date_trunc('day', src."arrived_at") AS varchar), 'n') AS key
FROM (

select id, kind, max(amount) as amount, max(arrived_at) as arrived_at from "analytics_seeds"."events" where arrived_at > TIMESTAMP '0001-01-01 00:00:00.000000' and arrived_at <= CAST('⟪high_watermark(arrived_at)⟫' AS timestamp(6)) group by id, kind
) AS src
) AS batch
GROUP BY key
) AS partitions
GROUP BY group_no
) AS found
ORDER BY first_key;

-- 3. create the table (the first group of at most 100 partitions)
-- claim s3://acme/tables/analytics_gold/merged/run-1/

CREATE TABLE "analytics_gold"."merged"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_gold/merged/run-1/',
  partitioning = ARRAY['day(arrived_at)']
) AS
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY "id", "kind") AS "_lm_rows_of_key"
FROM (

select id, kind, max(amount) as amount, max(arrived_at) as arrived_at from "analytics_seeds"."events" where arrived_at > TIMESTAMP '0001-01-01 00:00:00.000000' and arrived_at <= CAST('⟪high_watermark(arrived_at)⟫' AS timestamp(6)) group by id, kind
) AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE CAST('lakemodel: duplicate key (id, kind) = (' || coalesce(CAST(k."id" AS varchar), 'NULL') || ', ' || coalesce(CAST(k."kind" AS varchar), 'NULL') || ')' AS boolean) END
) AS src
WHERE coalesce('v' || CAST(date_trunc('day', src."arrived_at") AS varchar), 'n') >= '⟪partitions_from⟫' AND coalesce('v' || CAST(date_trunc('day', src."arrived_at") AS varchar), 'n') < '⟪partitions_until⟫';

-- 4. add the rows of the other partitions (once for each further group of at most 100 partitions)
INSERT INTO "analytics_gold"."merged" ("id", "kind", "amount", "arrived_at", "etl_run_id", "ingest_ts", "source_system")
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY "id", "kind") AS "_lm_rows_of_key"
FROM (

select id, kind, max(amount) as amount, max(arrived_at) as arrived_at from "analytics_seeds"."events" where arrived_at > TIMESTAMP '0001-01-01 00:00:00.000000' and arrived_at <= CAST('⟪high_watermark(arrived_at)⟫' AS timestamp(6)) group by id, kind
) AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE CAST('lakemodel: duplicate key (id, kind) = (' || coalesce(CAST(k."id" AS varchar), 'NULL') || ', ' || coalesce(CAST(k."kind" AS varchar), 'NULL') || ')' AS boolean) END
) AS src
WHERE coalesce('v' || CAST(date_trunc('day', src."arrived_at") AS varchar), 'n') >= '⟪partitions_from⟫' AND coalesce('v' || CAST(date_trunc('day', src."arrived_at") AS varchar), 'n') < '⟪partitions_until⟫';

-- 5. remember how far this batch reached

-- ══ analytics_silver.ruled (incremental)
--   after: seed.shop.events

-- 1. stage the batch and label each row with the rules that it breaks
-- claim s3://acme/tables/analytics_silver/ruled__lm_stage/run-1/

CREATE TABLE "analytics_silver"."ruled__lm_stage"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_silver/ruled__lm_stage/run-1/'
) AS
SELECT ranked."id", ranked."kind", ranked."amount", ranked."arrived_at", ranked."_lm_failed_rules", CASE WHEN ranked."_lm_action" = 'publish' AND ranked."_lm_rank" > 1 THEN 'duplicate' ELSE ranked."_lm_action" END AS "_lm_action"
FROM (SELECT labelled."id", labelled."kind", labelled."amount", labelled."arrived_at", labelled."_lm_failed_rules", labelled."_lm_action", row_number() OVER (PARTITION BY labelled."_lm_action", labelled."id" ORDER BY arrived_at desc, labelled."kind" NULLS LAST, labelled."amount" NULLS LAST, labelled."arrived_at" NULLS LAST) AS "_lm_rank"
FROM (SELECT judged."id", judged."kind", judged."amount", judged."arrived_at", regexp_replace(CASE WHEN judged."_lm_rule_0" THEN ', positive' ELSE '' END, '^, ', '') AS "_lm_failed_rules", CASE WHEN judged."_lm_rule_0" THEN 'quarantine' ELSE 'publish' END AS "_lm_action"
FROM (SELECT staged."id", staged."kind", staged."amount", staged."arrived_at", (coalesce(NOT (staged."amount" >= 0), FALSE)) AS "_lm_rule_0"
FROM (
SELECT q."id", q."kind", q."amount", q."arrived_at" FROM (

select id, kind, amount, arrived_at from "analytics_seeds"."events"
) AS q
) AS staged) AS judged) AS labelled) AS ranked;

-- 2. count the batch by label and by rule
SELECT count(*) AS "staged",
  count(*) FILTER (WHERE staged."_lm_action" = 'publish') AS "rows_publish",
  count(*) FILTER (WHERE staged."_lm_action" = 'quarantine') AS "rows_quarantine",
  count(*) FILTER (WHERE staged."_lm_action" = 'drop') AS "rows_drop",
  count(*) FILTER (WHERE staged."_lm_action" = 'duplicate') AS "rows_duplicate",
  count(*) FILTER (WHERE staged."_lm_action" = 'fail') AS "rows_fail",
  count(*) FILTER (WHERE strpos(', ' || staged."_lm_failed_rules" || ', ', ', positive, ') > 0) AS "rule_0"
FROM "analytics_silver"."ruled__lm_stage" AS staged;

-- 3. create the quarantine table (only if rows were quarantined)
-- claim s3://acme/tables/analytics_silver_quarantine/ruled/run-1/

CREATE TABLE IF NOT EXISTS `analytics_silver_quarantine`.`ruled` (
  `id` bigint,
  `kind` string,
  `amount` int,
  `arrived_at` timestamp,
  `failed_rules` string,
  `row_hash` string,
  `row_count` bigint,
  `model_version` string,
  `first_run_id` string,
  `last_run_id` string,
  `first_seen` timestamp,
  `last_seen` timestamp,
  `quarantined_on` date,
  `status` string
)
PARTITIONED BY (quarantined_on)
LOCATION 's3://acme/tables/analytics_silver_quarantine/ruled/run-1/'
TBLPROPERTIES ('table_type' = 'ICEBERG');

-- 4. keep the rows that break a rule, with the rules that they break (only if rows were quarantined)
MERGE INTO "analytics_silver_quarantine"."ruled" AS target
USING (
SELECT counted."id", counted."kind", counted."amount", counted."arrived_at", counted."_lm_rules" AS "failed_rules", counted."_lm_hash" AS "row_hash", counted."_lm_count" AS "row_count", CAST('6118dd9bef624d22' AS varchar) AS "model_version", CAST('run-1' AS varchar) AS "first_run_id", CAST('run-1' AS varchar) AS "last_run_id", CAST(TIMESTAMP '2026-01-02 00:00:00.000000' AS timestamp(6)) AS "first_seen", CAST(TIMESTAMP '2026-01-02 00:00:00.000000' AS timestamp(6)) AS "last_seen", DATE '2026-01-02' AS "quarantined_on", CAST('open' AS varchar) AS "status"
FROM (SELECT hashed.*, count(*) OVER (PARTITION BY hashed."_lm_hash", hashed."_lm_rules") AS "_lm_count", row_number() OVER (PARTITION BY hashed."_lm_hash", hashed."_lm_rules") AS "_lm_copy"
FROM (SELECT texts."id", texts."kind", texts."amount", texts."arrived_at", texts."_lm_rules", lower(to_hex(md5(to_utf8(texts."_lm_text")))) AS "_lm_hash"
FROM (SELECT stage."id", stage."kind", stage."amount", stage."arrived_at", stage."_lm_failed_rules" AS "_lm_rules", coalesce(replace(replace(CAST(stage."id" AS varchar), '!', '!!'), '|', '!|'), '!n') || '|' || coalesce(replace(replace(stage."kind", '!', '!!'), '|', '!|'), '!n') || '|' || coalesce(replace(replace(CAST(stage."amount" AS varchar), '!', '!!'), '|', '!|'), '!n') || '|' || coalesce(replace(replace(CAST(CAST(stage."arrived_at" AS timestamp(6)) AS varchar), '!', '!!'), '|', '!|'), '!n') || '|' AS "_lm_text"
FROM "analytics_silver"."ruled__lm_stage" AS stage WHERE stage."_lm_action" = 'quarantine') AS texts) AS hashed) AS counted WHERE counted."_lm_copy" = 1
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

-- 5. create the table
-- claim s3://acme/tables/analytics_silver/ruled/run-1/

CREATE TABLE "analytics_silver"."ruled"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_silver/ruled/run-1/'
) AS
SELECT
  src."id",
  src."kind",
  src."amount",
  src."arrived_at",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT * FROM "analytics_silver"."ruled__lm_stage" WHERE "_lm_action" = 'publish'
) AS src;

-- 6. drop the stage
DROP TABLE IF EXISTS `analytics_silver`.`ruled__lm_stage`;

-- delete s3://acme/tables/analytics_silver/ruled__lm_stage/run-1.lakemodel.json

-- ══ analytics_snapshots.kinds (snapshot)
--   after: seed.shop.events

-- 1. create the snapshot: every row is current
-- claim s3://acme/tables/analytics_snapshots/kinds/run-1/

CREATE TABLE "analytics_snapshots"."kinds"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_snapshots/kinds/run-1/'
) AS
SELECT
  s."id",
  s."amount",
  lower(to_hex(md5(to_utf8(coalesce(CAST(s."id" AS varchar), '') || '|' || date_format(s."_lm_updated_at", '%Y-%m-%d %H:%i:%s.%f'))))) AS "dbt_scd_id",
  s."_lm_updated_at" AS "dbt_updated_at",
  s."_lm_updated_at" AS "dbt_valid_from",
  CAST(NULL AS timestamp(6)) AS "dbt_valid_to",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (
SELECT q.*, TIMESTAMP '2026-01-02 00:00:00.000000' AS "_lm_updated_at"
FROM (
SELECT * FROM (
SELECT q.*, count(*) OVER (PARTITION BY "id") AS "_lm_rows_of_key"
FROM (

select id, max(amount) as amount from "analytics_seeds"."events" group by id
) AS q
) AS k WHERE CASE WHEN "_lm_rows_of_key" = 1 THEN TRUE ELSE CAST('lakemodel: duplicate key (id) = (' || coalesce(CAST(k."id" AS varchar), 'NULL') || ')' AS boolean) END
) AS q
) AS s;

-- ══ analytics_gold.a_table (table)
--   after: seed.shop.events
--   note: more than 100 partitions are written in several commits: readers see part of the table until the last; a run that is cut off in between makes it again

-- 1. find the partitions of the rows; fills ⟪partitions_from⟫, ⟪partitions_until⟫
SELECT first_key, partitions, row_count
FROM (
SELECT min(key) AS first_key, count(*) * 1 AS partitions, sum(row_count) AS row_count
FROM (
SELECT key, count(*) AS row_count, (row_number() OVER (ORDER BY key) - 1) / 100 AS group_no
FROM (
SELECT coalesce('v' || CAST(src."kind" AS varchar), 'n') AS key
FROM (

WITH "__dbt__cte__large" AS (

select id, amount from "analytics_seeds"."events" where amount >= 10
)
select e.kind, count(*) as n from "analytics_seeds"."events" e join "__dbt__cte__large" l on l.id = e.id group by e.kind
) AS src
) AS batch
GROUP BY key
) AS partitions
GROUP BY group_no
) AS found
ORDER BY first_key;

-- 2. create the table (the first group of at most 100 partitions)
-- claim s3://acme/tables/analytics_gold/a_table/run-1/

CREATE TABLE "analytics_gold"."a_table"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://acme/tables/analytics_gold/a_table/run-1/',
  partitioning = ARRAY['kind']
) AS
SELECT
  src."kind",
  src."n",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (

WITH "__dbt__cte__large" AS (

select id, amount from "analytics_seeds"."events" where amount >= 10
)
select e.kind, count(*) as n from "analytics_seeds"."events" e join "__dbt__cte__large" l on l.id = e.id group by e.kind
) AS src
WHERE coalesce('v' || CAST(src."kind" AS varchar), 'n') >= '⟪partitions_from⟫' AND coalesce('v' || CAST(src."kind" AS varchar), 'n') < '⟪partitions_until⟫';

-- 3. add the rows of the other partitions (once for each further group of at most 100 partitions)
INSERT INTO "analytics_gold"."a_table" ("kind", "n", "etl_run_id", "ingest_ts", "source_system")
SELECT
  src."kind",
  src."n",
  CAST('run-1' AS varchar) AS "etl_run_id",
  CAST('⟪ingest_ts⟫' AS timestamp(6)) AS "ingest_ts",
  CAST('seed' AS varchar) AS "source_system"
FROM (

WITH "__dbt__cte__large" AS (

select id, amount from "analytics_seeds"."events" where amount >= 10
)
select e.kind, count(*) as n from "analytics_seeds"."events" e join "__dbt__cte__large" l on l.id = e.id group by e.kind
) AS src
WHERE coalesce('v' || CAST(src."kind" AS varchar), 'n') >= '⟪partitions_from⟫' AND coalesce('v' || CAST(src."kind" AS varchar), 'n') < '⟪partitions_until⟫';

-- 4. write descriptions as comments
ALTER TABLE `analytics_gold`.`a_table` CHANGE COLUMN `n` `n` bigint COMMENT 'Events, large ones alone.';

-- describe analytics_gold.a_table in the catalog: its description

-- ══ analytics_gold.a_view (view)
--   after: model.shop.ruled, tests:model.shop.ruled
--   note: persist_docs: a view's descriptions stay in the project, because Glue marks views by their comment

-- 1. create the view
CREATE OR REPLACE VIEW "analytics_gold"."a_view" AS

select kind, sum(amount) as amount from "analytics_silver"."ruled" group by kind;

-- ══ not_negative (test)
--   after: model.shop.appended_with_rules

-- 1. not_negative
SELECT counted."measured" AS "failures",
  counted."measured" <> 0 AS "should_warn",
  counted."measured" <> 0 AS "should_error"
FROM (SELECT count(*) AS "measured" FROM (
SELECT tested.* FROM "analytics_gold"."appended_with_rules" AS tested WHERE (coalesce(NOT (tested."amount" >= 0), FALSE))
) AS failing) AS counted;

-- ══ 3 tests on "analytics_silver"."ruled" in one scan (test)
--   after: model.shop.ruled

-- 1. 3 tests on "analytics_silver"."ruled" in one scan
SELECT count(*) FILTER (WHERE judged."v0") AS "f0",
  count(*) FILTER (WHERE judged."v1") AS "f1",
  count(*) FILTER (WHERE judged."v2") AS "f2"
FROM (SELECT (tested."id" IS NULL) AS "v0",
  (coalesce(NOT (tested."amount" >= 0), FALSE)) AS "v1",
  coalesce((tested."id" IS NOT NULL), FALSE) AND (row_number() OVER (PARTITION BY tested."id") = 2) AS "v2"
FROM "analytics_silver"."ruled" AS tested) AS judged;
