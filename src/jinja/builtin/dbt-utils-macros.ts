/**
 * Macros of the package dbt_utils that need no connection, in Athena's SQL, with that package's names, parameters and results.
 * Those that ask the warehouse for columns or values are there to say so.
 */
export const dbtUtilsMacros = `
{% macro generate_surrogate_key(field_list) -%}
  {%- set null_text = '' if var('surrogate_key_treat_nulls_as_empty_strings', false) else '_dbt_utils_surrogate_key_null_' -%}
  {%- set parts = [] -%}
  {%- for field in field_list -%}
    {%- do parts.append("coalesce(cast(" ~ field ~ " as " ~ dbt.type_string() ~ "), '" ~ null_text ~ "')") -%}
    {%- if not loop.last -%}{%- do parts.append("'-'") -%}{%- endif -%}
  {%- endfor -%}
  {{ dbt.hash(dbt.concat(parts)) }}
{%- endmacro %}

{% macro group_by(n) -%}
  group by {% for i in range(1, n + 1) %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}
{%- endmacro %}

{% macro safe_divide(numerator, denominator) -%}
  ( {{ numerator }} ) / nullif( ( {{ denominator }} ), 0)
{%- endmacro %}

{% macro safe_add(field_list) -%}
  {%- for field in field_list -%}coalesce({{ field }}, 0){% if not loop.last %} + {% endif %}{%- endfor -%}
{%- endmacro %}

{% macro safe_subtract(field_list) -%}
  {%- for field in field_list -%}coalesce({{ field }}, 0){% if not loop.last %} - {% endif %}{%- endfor -%}
{%- endmacro %}

{% macro pivot(column, values, alias=true, agg='sum', cmp='=', prefix='', suffix='', then_value=1, else_value=0, quote_identifiers=true, distinct=false) -%}
  {%- for value in values %}
  {{ agg }}(
    {% if distinct %}distinct{% endif %}
    case
    when {{ column }} {{ cmp }} '{{ dbt.escape_single_quotes(value) }}'
      then {{ then_value }}
    else {{ else_value }}
    end
  )
  {%- if alias %}
    {%- set name = prefix ~ value ~ suffix %} as {{ adapter.quote(name) if quote_identifiers else name | replace(' ', '_') | replace('-', '_') }}
  {%- endif %}{% if not loop.last %},{% endif %}
  {%- endfor %}
{%- endmacro %}

{#- Trino's sequence() makes at most 10,000 numbers, so longer ones are two crossed with each other. -#}
{% macro _numbers(last) -%}
  select low.n + 10000 * high.n as n
  from unnest(sequence(0, least({{ last }}, 9999))) as low(n)
  cross join unnest(sequence(0, ({{ last }}) / 10000)) as high(n)
{%- endmacro %}

{% macro generate_series(upper_bound) -%}
  {%- if upper_bound <= 0 -%}{{ exceptions.raise_compiler_error('upper bound must be positive') }}{%- endif -%}
  {%- if upper_bound <= 10000 -%}
  select generated_number from unnest(sequence(1, {{ upper_bound }})) as numbers(generated_number)
  {%- else -%}
  select n + 1 as generated_number from ({{ dbt_utils._numbers(upper_bound - 1) }}) as numbers where n < {{ upper_bound }}
  {%- endif -%}
{%- endmacro %}

{% macro date_spine(datepart, start_date, end_date) -%}
  {%- set last -%}
    greatest(date_diff('{{ datepart }}', cast({{ start_date }} as timestamp), cast({{ end_date }} as timestamp)), 0)
  {%- endset -%}
  select {{ dbt.dateadd(datepart, 'n', start_date) }} as date_{{ datepart }}
  from ({{ dbt_utils._numbers(last) }}) as numbers
  where {{ dbt.dateadd(datepart, 'n', start_date) }} < {{ end_date }}
{%- endmacro %}

{#- Without the columns' names a row number cannot be left out again; the package's own way, a natural join, loses rows that hold a null.
    With columns=[…] nothing is lost. -#}
{% macro deduplicate(relation, partition_by, order_by, columns=none) -%}
  {%- if columns -%}
  select {{ columns | join(', ') }}
  from (
    select _inner.*, row_number() over (partition by {{ partition_by }} order by {{ order_by }}) as rn
    from {{ relation }} as _inner
  ) as deduplicated
  where rn = 1
  {%- else -%}
  with row_numbered as (
    select _inner.*, row_number() over (partition by {{ partition_by }} order by {{ order_by }}) as rn
    from {{ relation }} as _inner
  )
  select distinct data.*
  from {{ relation }} as data
  natural join row_numbered
  where row_numbered.rn = 1
  {%- endif -%}
{%- endmacro %}

{% macro haversine_distance(lat1, lon1, lat2, lon2, unit='mi') -%}
  {%- if unit not in ['mi', 'km'] -%}
    {{ exceptions.raise_compiler_error("unit input must be one of 'mi' or 'km'. Got " ~ unit) }}
  {%- endif -%}
  2 * 3961 * asin(sqrt(power(sin(radians(({{ lat2 }} - {{ lat1 }}) / 2)), 2) +
  cos(radians({{ lat1 }})) * cos(radians({{ lat2 }})) * power(sin(radians(({{ lon2 }} - {{ lon1 }}) / 2)), 2)))
  {%- if unit == 'km' %} * 1.60934{% endif %}
{%- endmacro %}

{% macro pretty_time(format='%H:%M:%S') -%}{{ return(run_started_at.strftime(format)) }}{%- endmacro %}
{% macro pretty_log_format(message) -%}{{ return(dbt_utils.pretty_time() ~ ' + ' ~ message) }}{%- endmacro %}
{% macro log_info(message) -%}{{ log(dbt_utils.pretty_log_format(message), info=true) }}{%- endmacro %}

{% macro star() -%}{{ adapter.get_columns_in_relation(varargs, kwargs) }}{%- endmacro %}
{% macro union_relations() -%}{{ adapter.get_columns_in_relation(varargs, kwargs) }}{%- endmacro %}
{% macro unpivot() -%}{{ adapter.get_columns_in_relation(varargs, kwargs) }}{%- endmacro %}
{% macro get_filtered_columns_in_relation() -%}{{ adapter.get_columns_in_relation(varargs, kwargs) }}{%- endmacro %}
{% macro get_column_values() -%}{{ run_query(varargs, kwargs) }}{%- endmacro %}
{% macro get_query_results_as_dict() -%}{{ run_query(varargs, kwargs) }}{%- endmacro %}
{% macro get_single_value() -%}{{ run_query(varargs, kwargs) }}{%- endmacro %}
{% macro get_relations_by_pattern() -%}{{ run_query(varargs, kwargs) }}{%- endmacro %}
{% macro get_relations_by_prefix() -%}{{ run_query(varargs, kwargs) }}{%- endmacro %}
`;
