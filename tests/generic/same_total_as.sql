{#- The sum of the column is the same as a total over another relation: nothing was lost or counted twice on the way.
    `total` is an aggregate, as `count(*)` or `sum(amount)`. -#}
{% test same_total_as(model, column_name, to, total) %}
select own.total as own_total, other.total as other_total
from (select coalesce(sum({{ column_name }}), 0) as total from {{ model }}) as own
cross join (select coalesce({{ total }}, 0) as total from {{ to }}) as other
where own.total <> other.total
{% endtest %}
