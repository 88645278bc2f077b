{#- Two columns: the value of a text, and the text itself where it has none (else NULL). -#}
{% macro typed(text, type, name) -%}
try_cast({{ text }} as {{ type }}) as {{ name }},
    case when try_cast({{ text }} as {{ type }}) is null then {{ text }} end as {{ name }}_raw
{%- endmacro %}
