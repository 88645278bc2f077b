-- One row for each day with readings; customers count from the day of their purchase on.
with plant as (
    select
        reading_day,
        count(*) as readings,
        count(distinct machine) as machines,
        avg(machine_efficiency) as avg_machine_efficiency,
        count_if(is_anomaly) as anomalies,
        count_if(maintenance_priority_score >= {{ var('alert_score') }}) as alerts
    from {{ ref('scored_readings') }}
    group by reading_day
),

shop as (
    select
        plant.reading_day,
        count(*) as customers,
        sum(customers.purchase_amount) as revenue,
        avg(cast(customers.customer_satisfaction as double)) as customer_satisfaction_index
    from plant
    join {{ ref('customer_segments') }} as customers on customers.purchased_on <= plant.reading_day
    group by plant.reading_day
)

select
    plant.reading_day,
    plant.readings,
    plant.machines,
    plant.avg_machine_efficiency,
    plant.anomalies,
    plant.alerts,
    coalesce(shop.customers, 0) as customers,
    coalesce(shop.revenue, 0) as revenue,
    shop.customer_satisfaction_index,
    plant.avg_machine_efficiency * 0.6 + shop.customer_satisfaction_index / 10 * 0.4 as operational_excellence_score
from plant
left join shop on shop.reading_day = plant.reading_day
