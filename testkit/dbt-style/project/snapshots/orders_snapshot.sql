{% snapshot orders_snapshot %}
{{ config(target_schema='snapshots', unique_key='id', strategy='timestamp', updated_at='_loaded_at') }}
select * from {{ source('shop', 'orders') }}
{% endsnapshot %}
