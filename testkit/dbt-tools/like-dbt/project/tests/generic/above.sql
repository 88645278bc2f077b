{% test above(model, column, least) %}
select * from {{ model }} where {{ column }} < {{ least }}
{% endtest %}
