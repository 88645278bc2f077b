{#- End of a range that has not ended. -#}
{% macro open_end() -%}
timestamp '9999-12-31 00:00:00.000000'
{%- endmacro %}

{#- Whether the half-open range [valid_from, valid_to) of a row holds at a time. -#}
{% macro holds_at(row, time) -%}
{{ row }}.valid_from <= {{ time }} and {{ time }} < {{ row }}.valid_to
{%- endmacro %}

{#- For tables of ranges that are computed whole and merged by (key, valid_from): a range in the table that is computed no more follows
    as an empty one, ending where it begins. `delete_condition=empty_range()` takes such ranges out. -#}
{% macro and_removed_ranges(ranges, key, columns) -%}
{%- if is_incremental() %}

union all

select
    {% for column in columns -%}
    stored.{{ 'valid_from' if column == 'valid_to' else column }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ this }} as stored
left join {{ ranges }} as computed
    on computed.{{ key }} = stored.{{ key }} and computed.valid_from = stored.valid_from
where computed.{{ key }} is null
{%- endif %}
{%- endmacro %}
