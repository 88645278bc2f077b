{% macro maintenance_priority_score() -%}
round(0.3 * temperature / 100 + 0.25 * vibration / 10 + 0.15 * (case when is_anomaly then 1 else 0 end) + 0.3 * downtime_risk, 2)
{%- endmacro %}

{#- Where a value lies between the least and the greatest of all, in [0, 1]. -#}
{% macro scaled(column) -%}
coalesce(cast({{ column }} - min({{ column }}) over () as double) / nullif(cast(max({{ column }}) over () - min({{ column }}) over () as double), 0), 0)
{%- endmacro %}
