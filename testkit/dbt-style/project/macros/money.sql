{% macro cents_to_dollars(column_name, scale=2) -%}
    cast({{ column_name }} / 100.0 as decimal(16, {{ scale }}))
{%- endmacro %}
{% macro limit_in_dev(column) -%}
    {% if target.name == 'dev' %} where {{ column }} > current_date - interval '3' day {% endif %}
{%- endmacro %}
