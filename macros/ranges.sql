{#- End of a range that has not ended. -#}
{% macro open_end() -%}
timestamp '9999-12-31 00:00:00.000000'
{%- endmacro %}

{#- Whether the half-open range [valid_from, valid_to) of a row holds at a time. -#}
{% macro holds_at(row, time) -%}
{{ row }}.valid_from <= {{ time }} and {{ time }} < {{ row }}.valid_to
{%- endmacro %}

{#- All ranges that were computed; for tables of ranges that are computed whole and merged by (key, valid_from): a range in the table that is
    computed no more follows as an empty one, ending where it begins. `delete_condition='src.valid_to = src.valid_from'` takes such ranges out.
    What was computed is named once: engines compute a WITH query as often as it is named. -#}
{% macro with_removed_ranges(ranges, key, columns) -%}
{%- if is_incremental() -%}
select
    {% for column in columns -%}
    case when computed.{{ key }} is null then stored.{{ 'valid_from' if column == 'valid_to' else column }} else computed.{{ column }} end as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ ranges }} as computed
full outer join {{ this }} as stored
    on stored.{{ key }} = computed.{{ key }} and stored.valid_from = computed.valid_from
{%- else -%}
select
    {{ columns | join(',\n    ') }}
from {{ ranges }}
{%- endif %}
{%- endmacro %}
