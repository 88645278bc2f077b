-- Whose devices misbehave most? Anomalies count for the customer who had the device at that time.
select
    customers.customer_name,
    customers.is_deleted,
    sum(impact.anomaly_count) as anomalies,
    sum(impact.failure_count) as failures,
    round(max(impact.impact_score), 2) as worst_day_score,
    rank() over (order by sum(impact.anomaly_count) desc) as anomaly_rank
from {{ ref('fact_customer_impact') }} as impact
join {{ ref('dim_customer') }} as customers on customers.customer_id = impact.customer_id
group by customers.customer_name, customers.is_deleted
order by anomalies desc, customers.customer_name
