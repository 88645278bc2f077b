{#- A time in UTC from its text: `2026-01-31T10:00:00Z` as devices and the CRM write it, `2026-01-31 10:00:00` as the ERP does.
    NULL where the text is no time. -#}
{% macro utc_timestamp(text) -%}
try_cast(replace(replace({{ text }}, 'T', ' '), 'Z', '') as timestamp(6))
{%- endmacro %}

{#- The text as it was delivered, where `cast` found no value in it; else NULL. Such a column costs nothing while data is good, and holds
    what a person needs to see in quarantine when it is not. -#}
{% macro uncastable(text, cast) -%}
case when {{ cast }} is null then {{ text }} end
{%- endmacro %}
