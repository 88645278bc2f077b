{#- Two columns: the value of an expression over a text, and the text itself where it has none (else NULL). -#}
{% macro typed(value, text, name) -%}
{{ value }} as {{ name }},
    case when {{ value }} is null then {{ text }} end as {{ name }}_raw
{%- endmacro %}

{% macro number(text, type) -%}
try_cast(trim({{ text }}) as {{ type }})
{%- endmacro %}

{#- True for Yes and TRUE, false for No and FALSE. -#}
{% macro flag(text) -%}
case lower(trim({{ text }})) when 'yes' then true when 'true' then true when 'no' then false when 'false' then false end
{%- endmacro %}

{#- An amount as ` $1,333.80  `. -#}
{% macro money(text) -%}
try_cast(replace(replace(trim({{ text }}), '$', ''), ',', '') as decimal(10, 2))
{%- endmacro %}

{#- A day as `4/16/2024` or, where a spreadsheet took the text for a date, `04-16-2024`: the month comes first in both. -#}
{% macro day(text) -%}
cast(try(date_parse(replace(trim({{ text }}), '-', '/'), '%m/%d/%Y')) as date)
{%- endmacro %}
