/** dbt's cross-database macros, in Athena's SQL, which every engine gets (translated for DuckDB). */
export const dbtMacros = `
{% macro type_string() -%}varchar{%- endmacro %}
{% macro type_int() -%}integer{%- endmacro %}
{% macro type_bigint() -%}bigint{%- endmacro %}
{% macro type_float() -%}double{%- endmacro %}
{% macro type_numeric() -%}decimal(28, 6){%- endmacro %}
{% macro type_boolean() -%}boolean{%- endmacro %}
{% macro type_timestamp() -%}timestamp(6){%- endmacro %}

{% macro current_timestamp() -%}cast(now() as timestamp(6)){%- endmacro %}
{% macro current_timestamp_backcompat() -%}{{ dbt.current_timestamp() }}{%- endmacro %}
{% macro current_timestamp_in_utc_backcompat() -%}{{ dbt.current_timestamp() }}{%- endmacro %}

{% macro cast(field, type) -%}cast({{ field }} as {{ type }}){%- endmacro %}
{% macro safe_cast(field, type) -%}try_cast({{ field }} as {{ type }}){%- endmacro %}
{% macro cast_bool_to_text(field) -%}cast({{ field }} as varchar){%- endmacro %}
{% macro hash(field) -%}lower(to_hex(md5(to_utf8(cast({{ field }} as varchar))))){%- endmacro %}
{% macro concat(fields) -%}{{ fields | join(' || ') }}{%- endmacro %}
{% macro length(expression) -%}length({{ expression }}){%- endmacro %}
{% macro position(substring_text, string_text) -%}position({{ substring_text }} in {{ string_text }}){%- endmacro %}
{% macro replace(field, old_chars, new_chars) -%}replace({{ field }}, {{ old_chars }}, {{ new_chars }}){%- endmacro %}
{% macro right(string_text, length_expression) -%}
  case when {{ length_expression }} = 0 then '' else substr({{ string_text }}, -1 * ({{ length_expression }})) end
{%- endmacro %}
{% macro split_part(string_text, delimiter_text, part_number) -%}
  {%- if part_number is string or part_number >= 0 -%}split_part({{ string_text }}, {{ delimiter_text }}, {{ part_number }})
  {%- else -%}element_at(split({{ string_text }}, {{ delimiter_text }}), {{ part_number }}){%- endif -%}
{%- endmacro %}
{% macro string_literal(value) -%}'{{ value }}'{%- endmacro %}
{% macro escape_single_quotes(expression) -%}{{ expression | replace("'", "''") }}{%- endmacro %}

{% macro date(year, month, day) -%}
  {%- set dt = modules.datetime.date(year, month, day) -%}
  date '{{ dt.strftime('%Y-%m-%d') }}'
{%- endmacro %}
{% macro date_trunc(datepart, date) -%}date_trunc('{{ datepart }}', {{ date }}){%- endmacro %}
{% macro dateadd(datepart, interval, from_date_or_timestamp) -%}
  date_add('{{ datepart }}', {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}
{#- dbt counts the boundaries crossed, Athena's date_diff whole units; cut to the unit, both are the same. -#}
{% macro datediff(first_date, second_date, datepart) -%}
  {%- set low = dbt.date_trunc(datepart, 'cast(' ~ first_date ~ ' as timestamp)') -%}
  {%- set high = dbt.date_trunc(datepart, 'cast(' ~ second_date ~ ' as timestamp)') -%}
  date_diff('{{ datepart }}', {{ low }}, {{ high }})
{%- endmacro %}
{% macro last_day(date, datepart) -%}
  cast({{ dbt.dateadd('day', -1, dbt.dateadd(datepart, 1, dbt.date_trunc(datepart, date))) }} as date)
{%- endmacro %}

{% macro any_value(expression) -%}any_value({{ expression }}){%- endmacro %}
{% macro bool_or(expression) -%}bool_or({{ expression }}){%- endmacro %}
{% macro listagg(measure, delimiter_text="','", order_by_clause=none, limit_num=none) -%}
  {%- set items = 'array_agg(' ~ measure ~ (' ' ~ order_by_clause if order_by_clause else '') ~ ')' -%}
  {%- if limit_num -%}array_join(slice({{ items }}, 1, {{ limit_num }}), {{ delimiter_text }})
  {%- else -%}array_join({{ items }}, {{ delimiter_text }}){%- endif -%}
{%- endmacro %}
{% macro array_construct(inputs=[], data_type=none) -%}
  {%- if inputs -%}array[{{ inputs | join(', ') }}]{%- else -%}cast(array[] as array({{ data_type or 'integer' }})){%- endif -%}
{%- endmacro %}
{% macro array_append(array, new_element) -%}{{ array }} || {{ new_element }}{%- endmacro %}
{% macro array_concat(array_1, array_2) -%}concat({{ array_1 }}, {{ array_2 }}){%- endmacro %}
{% macro except() -%}except{%- endmacro %}
{% macro intersect() -%}intersect{%- endmacro %}
{% macro should_store_failures() -%}
  {%- set store = config.get('store_failures') -%}
  {{ return(flags.get('STORE_FAILURES', false) if store is none else store) }}
{%- endmacro %}
{% macro should_full_refresh() -%}
  {%- set full = config.get('full_refresh') -%}
  {{ return(flags.get('FULL_REFRESH', false) if full is none else full) }}
{%- endmacro %}
`;
