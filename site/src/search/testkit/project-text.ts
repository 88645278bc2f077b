/**
 * Names of this repository's own project, for tests of search with real words. A node a line: kind, layer, name, tags, owner, parents, columns,
 * the beginning of its description.
 */
export const NODES_TEXT = `analysis|analyses|customers_by_device_anomalies|||dim_customer,fact_customer_impact||Customers ranked by the anomalies of the devices that they had at the time.
analysis|analyses|device_reliability_by_model|||bridge_device_asset,dim_device,fact_telemetry_hourly,fact_work_orders||Mean time between failures, and failures per 1,000 operating hours, of each model.
analysis|analyses|failures_against_parts_replaced|||dim_part,erp_part_usage,fact_work_orders||Failures of each component, beside the parts of it that were replaced.
analysis|analyses|sla_breaches_and_freshness|||erp_work_orders,fact_cases,fact_telemetry_hourly||Cases closed too late, or open too long, by day and priority, and how new the data is.
analysis|analyses|work_order_cost_by_part_and_model|||bridge_device_asset,dim_device,dim_part,dim_part_cost,erp_part_usage,fact_work_orders||Cost of the parts that orders used up, by part and by the model of the machine.
model|gold|bridge_device_asset|daily||crm_assets,device_registrations,erp_equipment,match_methods|device_id valid_from valid_to asset_id customer_id equipment_no match_method confidence equipment_match_method equipment_confidence claimed_by etl_run_id ingest_ts source_system|Which CRM asset and which ERP equipment a device is, from when to when. Each device's ranges cover its whole life, from the midnight before 
model|silver|crm_accounts|hourly||raw_crm_accounts|account_id account_name industry country created_at is_deleted system_modstamp load_date etl_run_id ingest_ts source_system|Customers, one row an account.
model|silver|crm_assets|hourly||crm_accounts,raw_crm_assets|asset_id account_id serial_number site_code installed_on usage_ended_on is_deleted system_modstamp load_date etl_run_id ingest_ts source_system|Machines that customers own, one row an asset.
model|silver|crm_cases|hourly||crm_accounts,raw_crm_cases,sla_targets|case_id account_id priority case_status opened_at closed_at is_deleted system_modstamp load_date etl_run_id ingest_ts source_system|Cases that customers opened, one row a case.
model|silver|crm_opportunities|hourly||raw_crm_opportunities|opportunity_id account_id stage amount amount_raw opened_at closed_at is_deleted system_modstamp load_date etl_run_id ingest_ts source_system|Deals with customers, one row an opportunity.
model|silver|device_registrations|hourly||raw_device_registrations|device_id registered_at serial model firmware site_code load_date etl_run_id ingest_ts source_system|Starts of devices, one row a device and start: what it says it is.
model|gold|dim_customer|daily||crm_accounts|customer_id customer_name industry country created_at is_deleted deleted_at etl_run_id ingest_ts source_system|Customers, one row a CRM account, and one member unmatched for what belongs to no known customer.
model|gold|dim_device|daily||bridge_device_asset,device_registrations,erp_equipment|device_key device_id valid_from valid_to is_current serial model firmware site_code customer_id install_date etl_run_id ingest_ts source_system|Devices with the history of their model, firmware and customer: one row for each time in which none of them changed. Join facts to the versi
model|gold|dim_part|daily||dim_part_cost,erp_inventory,erp_parts|part_id part_name component unit_of_measure unit_cost unit_cost_since cost_changes stock_on_hand is_deleted etl_run_id ingest_ts source_system|Parts, one row an ERP part, with today's cost and stock. Its cost of another time is in dim_part_cost.
model|gold|dim_part_cost|daily||erp_part_costs|part_id valid_from valid_to unit_cost currency etl_run_id ingest_ts source_system|History of the unit costs of parts, one row a part and time.
model|gold|dim_time|daily|||hour_start date_day hour_of_day day_of_week day_name week_of_year year_of_week month_of_year month_name quarter_of_year calendar_year is_weekend etl_run_id ingest_ts source_system|Hours, one row an hour, generated for the years that var('time_dimension') names.
model|silver|erp_equipment|hourly||raw_erp_equipment|equipment_no serial_number model site_code installed_on retired_on is_deleted change_seq changed_at load_date etl_run_id ingest_ts source_system|Machines as the ERP knows them, one row a machine.
model|silver|erp_inventory|hourly||raw_erp_inventory|stock_id part_no warehouse quantity_on_hand is_deleted change_seq changed_at load_date etl_run_id ingest_ts source_system|Stock of parts, one row a shelf.
model|silver|erp_part_costs|hourly||raw_erp_part_costs|cost_id part_no valid_from unit_cost unit_cost_raw currency is_deleted change_seq changed_at load_date etl_run_id ingest_ts source_system|What parts cost, one row a cost and its first day.
model|silver|erp_part_usage|hourly||erp_parts,raw_erp_part_usage|usage_id order_no part_no quantity used_at is_deleted change_seq changed_at load_date etl_run_id ingest_ts source_system|Parts that work orders used up, one row a line.
model|silver|erp_parts|hourly||raw_erp_parts|part_no part_name component unit_of_measure is_deleted change_seq changed_at load_date etl_run_id ingest_ts source_system|Parts, one row a part.
model|silver|erp_work_orders|hourly||erp_equipment,raw_erp_work_orders|order_no equipment_no order_type component order_status opened_at opened_at_raw started_at closed_at labour_hours labour_rate is_deleted change_seq changed_at load_date etl_run_id ingest_ts source_system|Work orders, one row an order, as its last change left it.
model|gold|fact_cases|daily||crm_cases,sla_targets|case_id customer_id priority status opened_at closed_at sla_due_at is_sla_breached hours_to_close modified_at etl_run_id ingest_ts source_system|Cases, one row a CRM case, measured against the agreed time. Cases deleted in the CRM are deleted here.
model|gold|fact_customer_impact|daily||bridge_device_asset,crm_opportunities,dim_customer,dim_time,fact_cases,fact_telemetry_hourly,fact_work_orders|customer_id impact_date anomaly_count failure_count open_case_count downtime_hours service_cost revenue_at_risk impact_score impact_rank etl_run_id ingest_ts source_system|What each customer suffered on each day, also where that is nothing. Facts are brought to customers over the bridge as of the time of the ev
model|gold|fact_telemetry_hourly|daily||telemetry_readings,signal_limits|device_id event_hour reading_count volt_min volt_avg volt_max rotate_min rotate_avg rotate_max pressure_min pressure_avg pressure_max vibration_min vibration_avg vibration_max anomaly_count error_count late_reading_count etl_run_id ingest_ts source_system|Readings of a device in an hour. A reading that comes late makes its hour, and no other, be computed again.
model|gold|fact_work_orders|daily||dim_part_cost,erp_part_costs,erp_part_usage,erp_work_orders|work_order_id equipment_no order_type component status opened_at started_at closed_at hours_to_close labour_hours labour_cost part_quantity part_cost total_cost etl_run_id ingest_ts source_system|Work orders, one row an order, with what its labour and parts cost. Orders deleted in the ERP are deleted here.
model|bronze|raw_crm_accounts|hourly||crm.accounts|id name industry billingcountry createddate systemmodstamp isdeleted load_date etl_run_id ingest_ts source_system|Accounts, as increments of the CRM. See source('crm', 'accounts').
model|bronze|raw_crm_assets|hourly||crm.assets|id accountid serialnumber sitecode installdate usageenddate systemmodstamp isdeleted load_date etl_run_id ingest_ts source_system|Assets, as increments of the CRM. See source('crm', 'assets').
model|bronze|raw_crm_cases|hourly||crm.cases|id accountid priority status createddate closeddate systemmodstamp isdeleted load_date etl_run_id ingest_ts source_system|Cases, as increments of the CRM. See source('crm', 'cases').
model|bronze|raw_crm_opportunities|hourly||crm.opportunities|id accountid stagename amount createddate closeddate systemmodstamp isdeleted load_date etl_run_id ingest_ts source_system|Opportunities, as increments of the CRM. See source('crm', 'opportunities').
model|bronze|raw_device_registrations|hourly||telemetry.registrations|device_id serial model firmware site started_at load_date etl_run_id ingest_ts source_system|Start messages of devices, as they arrived. See source('telemetry', 'registrations').
model|bronze|raw_erp_equipment|hourly||erp.equipment|op seq commit_ts equipment_no serial_no model site_code installed_on retired_on load_date etl_run_id ingest_ts source_system|Machines, as change records of the ERP's log. See source('erp', 'equipment').
model|bronze|raw_erp_inventory|hourly||erp.inventory|op seq commit_ts stock_id part_no warehouse quantity_on_hand load_date etl_run_id ingest_ts source_system|Stock of parts, as change records of the ERP's log. See source('erp', 'inventory').
model|bronze|raw_erp_part_costs|hourly||erp.part_costs|op seq commit_ts cost_id part_no valid_from unit_cost currency load_date etl_run_id ingest_ts source_system|Costs of parts, as change records of the ERP's log. See source('erp', 'part_costs').
model|bronze|raw_erp_part_usage|hourly||erp.part_usage|op seq commit_ts usage_id order_no part_no quantity used_at load_date etl_run_id ingest_ts source_system|Lines of parts used up, as change records of the ERP's log. See source('erp', 'part_usage').
model|bronze|raw_erp_parts|hourly||erp.parts|op seq commit_ts part_no part_name component unit_of_measure load_date etl_run_id ingest_ts source_system|Parts, as change records of the ERP's log. See source('erp', 'parts').
model|bronze|raw_erp_work_orders|hourly||erp.work_orders|op seq commit_ts order_no equipment_no order_type component status opened_at started_at closed_at labour_hours labour_rate load_date etl_run_id ingest_ts source_system|Work orders, as change records of the ERP's log. See source('erp', 'work_orders').
model|bronze|raw_telemetry_messages|hourly||telemetry.messages|device ts seq signals errors load_date etl_run_id ingest_ts source_system|Messages of devices, as they arrived. See source('telemetry', 'messages').
model|silver|telemetry_readings|hourly||device_registrations,raw_telemetry_messages|device_id reading_ts event_hour message_seq firmware volt volt_raw rotate rotate_raw pressure pressure_raw vibration vibration_raw reading_ts_raw error_count error_codes is_late load_date etl_run_id ingest_ts source_system|Readings of devices, one row a device and time.
seed|seeds|match_methods||||method_rank match_method confidence etl_run_id ingest_ts source_system|How a device was found in the CRM or the ERP, and how sure that is. A lower rank wins over a higher one.
seed|seeds|signal_limits||||signal low high etl_run_id ingest_ts source_system|Limits of normal work for each signal. A reading with a signal outside of them is an anomaly.
seed|seeds|sla_targets||||priority hours_to_close etl_run_id ingest_ts source_system|Hours in which a case has to be closed, by its priority.
snapshot|snapshots|stock_history|||erp_inventory|stock_id part_no warehouse quantity_on_hand changed_at dbt_scd_id dbt_updated_at dbt_valid_from dbt_valid_to etl_run_id ingest_ts source_system|Stock of each shelf with its history, as seen from run to run.
source|crm|crm.accounts||||Id Name Industry BillingCountry CreatedDate SystemModstamp IsDeleted load_date|Customers.
source|crm|crm.assets||||Id AccountId SerialNumber SiteCode InstallDate UsageEndDate SystemModstamp IsDeleted load_date|Machines that customers own.
source|crm|crm.cases||||Id AccountId Priority Status CreatedDate ClosedDate SystemModstamp IsDeleted load_date|Cases that customers opened.
source|crm|crm.opportunities||||Id AccountId StageName Amount CreatedDate ClosedDate SystemModstamp IsDeleted load_date|Deals with customers.
source|erp|erp.equipment||||op seq commit_ts equipment_no serial_no model site_code installed_on retired_on load_date|Machines.
source|erp|erp.inventory||||op seq commit_ts stock_id part_no warehouse quantity_on_hand load_date|Stock of parts.
source|erp|erp.part_costs||||op seq commit_ts cost_id part_no valid_from unit_cost currency load_date|What a part costs, from a day on.
source|erp|erp.part_usage||||op seq commit_ts usage_id order_no part_no quantity used_at load_date|Lines of parts that a work order used up.
source|erp|erp.parts||||op seq commit_ts part_no part_name component unit_of_measure load_date|Parts.
source|erp|erp.work_orders||||op seq commit_ts order_no equipment_no order_type component status opened_at started_at closed_at labour_hours labour_rate load_date|Work orders.
source|telemetry|telemetry.messages||||device ts seq signals errors load_date|One message for each reading, newline-delimited JSON.
source|telemetry|telemetry.registrations||||device_id serial model firmware site started_at load_date|One message for each start of a device, in which it says what it is.
exposure|exposures|service_review||Service operations|dim_customer,fact_cases,fact_customer_impact,fact_work_orders||Which customers to call first, and why. Its charts are the project's analyses.
macro|macros|utc_timestamp|||||A timestamp in UTC from its text, NULL where the text is no time.
macro|macros|uncastable|||||The delivered text where a cast found no value in it; else NULL.
macro|macros|open_end|||||The end of a range that has not ended, 9999-12-31.
macro|macros|holds_at|||||Whether a row's half-open range [valid_from, valid_to) holds at a time.
macro|macros|with_removed_ranges|||||The ranges that were computed, and an empty range for each range of this table that is computed no more, to be deleted.
macro|macros|normalised_serial|||||A serial number without case, signs and leading zeros.
macro|macros|test_test_same_total_as|||||`;

/** A check a line: kind, name, column, node. */
export const CHECKS_TEXT = `test|expression_is_true||bridge_device_asset
test|accepted_values|status|fact_cases
test|accepted_values|order_type|fact_work_orders
test|accepted_values|status|fact_work_orders
test|not_null|account_name|crm_accounts
test|castable|amount_raw|crm_opportunities
test|relationships|account_id|crm_assets
test|relationships|account_id|crm_cases
test|expression_is_true||crm_cases
test|relationships|priority|crm_cases
test|accepted_range|day_of_week|dim_time
test|accepted_range|hour_of_day|dim_time
test|accepted_range|impact_score|fact_customer_impact
test|accepted_range|confidence|match_methods
test|expression_is_true||raw_erp_equipment
test|expression_is_true||raw_erp_inventory
test|expression_is_true||raw_erp_part_costs
test|expression_is_true||raw_erp_part_usage
test|expression_is_true||raw_erp_parts
test|expression_is_true||raw_erp_work_orders
test|mutually_exclusive_ranges||bridge_device_asset
test|mutually_exclusive_ranges||dim_device
test|mutually_exclusive_ranges||dim_part_cost
test|unique_combination_of_columns||bridge_device_asset
test|unique_combination_of_columns||device_registrations
test|unique_combination_of_columns||dim_part_cost
test|unique_combination_of_columns||fact_customer_impact
test|unique_combination_of_columns||fact_telemetry_hourly
test|unique_combination_of_columns||telemetry_readings
test|deleted_orders_are_gone||
test|relationships|device_id|telemetry_readings
test|every_device_is_in_the_bridge||
test|accepted_range|labour_hours|erp_work_orders
test|not_null|confidence|bridge_device_asset
test|not_null|customer_id|bridge_device_asset
test|not_null|device_id|bridge_device_asset
test|not_null|equipment_confidence|bridge_device_asset
test|not_null|equipment_match_method|bridge_device_asset
test|not_null|match_method|bridge_device_asset
test|not_null|valid_from|bridge_device_asset
test|not_null|valid_to|bridge_device_asset
test|not_null|account_id|crm_accounts
test|not_null|is_deleted|crm_accounts
test|not_null|load_date|crm_accounts
test|not_null|system_modstamp|crm_accounts
test|not_null|asset_id|crm_assets
test|not_null|is_deleted|crm_assets
test|not_null|load_date|crm_assets
test|not_null|system_modstamp|crm_assets
test|not_null|case_id|crm_cases
test|not_null|is_deleted|crm_cases
test|not_null|load_date|crm_cases
test|not_null|opened_at|crm_cases
test|not_null|system_modstamp|crm_cases
test|not_null|is_deleted|crm_opportunities
test|not_null|load_date|crm_opportunities
test|not_null|opportunity_id|crm_opportunities
test|not_null|system_modstamp|crm_opportunities
test|not_null|device_id|device_registrations
test|not_null|load_date|device_registrations
test|not_null|registered_at|device_registrations
test|not_null|customer_id|dim_customer
test|not_null|customer_name|dim_customer
test|not_null|is_deleted|dim_customer
test|not_null|customer_id|dim_device
test|not_null|device_id|dim_device
test|not_null|device_key|dim_device
test|not_null|is_current|dim_device
test|not_null|valid_from|dim_device
test|not_null|valid_to|dim_device
test|not_null|cost_changes|dim_part
test|not_null|part_id|dim_part_cost
test|not_null|unit_cost|dim_part_cost
test|not_null|valid_from|dim_part_cost
test|not_null|valid_to|dim_part_cost
test|not_null|part_id|dim_part
test|not_null|stock_on_hand|dim_part
test|not_null|date_day|dim_time
test|not_null|hour_start|dim_time
test|not_null|is_weekend|dim_time
test|not_null|change_seq|erp_equipment
test|not_null|equipment_no|erp_equipment
test|not_null|is_deleted|erp_equipment
test|not_null|load_date|erp_equipment
test|not_null|change_seq|erp_inventory
test|not_null|is_deleted|erp_inventory
test|not_null|load_date|erp_inventory
test|not_null|stock_id|erp_inventory
test|not_null|change_seq|erp_part_costs
test|not_null|cost_id|erp_part_costs
test|not_null|is_deleted|erp_part_costs
test|not_null|load_date|erp_part_costs
test|not_null|valid_from|erp_part_costs
test|not_null|change_seq|erp_part_usage
test|not_null|is_deleted|erp_part_usage
test|not_null|load_date|erp_part_usage
test|not_null|usage_id|erp_part_usage
test|not_null|change_seq|erp_parts
test|not_null|is_deleted|erp_parts
test|not_null|load_date|erp_parts
test|not_null|part_no|erp_parts
test|not_null|change_seq|erp_work_orders
test|not_null|is_deleted|erp_work_orders
test|not_null|load_date|erp_work_orders
test|not_null|opened_at|erp_work_orders
test|not_null|order_no|erp_work_orders
test|not_null|case_id|fact_cases
test|not_null|customer_id|fact_cases
test|not_null|is_sla_breached|fact_cases
test|not_null|opened_at|fact_cases
test|not_null|priority|fact_cases
test|not_null|sla_due_at|fact_cases
test|not_null|customer_id|fact_customer_impact
test|not_null|downtime_hours|fact_customer_impact
test|not_null|failure_count|fact_customer_impact
test|not_null|impact_date|fact_customer_impact
test|not_null|impact_rank|fact_customer_impact
test|not_null|impact_score|fact_customer_impact
test|not_null|open_case_count|fact_customer_impact
test|not_null|revenue_at_risk|fact_customer_impact
test|not_null|service_cost|fact_customer_impact
test|not_null|anomaly_count|fact_telemetry_hourly
test|not_null|device_id|fact_telemetry_hourly
test|not_null|error_count|fact_telemetry_hourly
test|not_null|event_hour|fact_telemetry_hourly
test|not_null|late_reading_count|fact_telemetry_hourly
test|not_null|equipment_no|fact_work_orders
test|not_null|opened_at|fact_work_orders
test|not_null|total_cost|fact_work_orders
test|not_null|work_order_id|fact_work_orders
test|not_null|confidence|match_methods
test|not_null|match_method|match_methods
test|not_null|method_rank|match_methods
test|not_null|load_date|raw_crm_accounts
test|not_null|load_date|raw_crm_assets
test|not_null|load_date|raw_crm_cases
test|not_null|load_date|raw_crm_opportunities
test|not_null|load_date|raw_device_registrations
test|not_null|load_date|raw_erp_equipment
test|not_null|load_date|raw_erp_inventory
test|not_null|load_date|raw_erp_part_costs
test|not_null|load_date|raw_erp_part_usage
test|not_null|load_date|raw_erp_parts
test|not_null|load_date|raw_erp_work_orders
test|not_null|load_date|raw_telemetry_messages
test|not_null|high|signal_limits
test|not_null|low|signal_limits
test|not_null|signal|signal_limits
test|not_null|hours_to_close|sla_targets
test|not_null|priority|sla_targets
test|not_null|quantity_on_hand|stock_history
test|not_null|stock_id|stock_history
test|not_null|device_id|telemetry_readings
test|not_null|error_count|telemetry_readings
test|not_null|load_date|telemetry_readings
test|not_null|message_seq|telemetry_readings
test|unique|device_id|dim_device
test|relationships|equipment_no|erp_work_orders
test|castable|opened_at_raw|erp_work_orders
test|accepted_values|order_status|erp_work_orders
test|castable|pressure_raw|telemetry_readings
test|not_null|pressure|telemetry_readings
test|expression_is_true||telemetry_readings
test|castable|reading_ts_raw|telemetry_readings
test|not_null|reading_ts|telemetry_readings
test|not_null|serial|device_registrations
test|relationships|asset_id|bridge_device_asset
test|relationships|customer_id|bridge_device_asset
test|relationships|equipment_no|bridge_device_asset
test|relationships|match_method|bridge_device_asset
test|relationships|customer_id|dim_device
test|relationships|part_id|dim_part_cost
test|relationships|customer_id|fact_cases
test|relationships|priority|fact_cases
test|relationships|customer_id|fact_customer_impact
test|relationships|device_id|fact_telemetry_hourly
test|relationships|event_hour|fact_telemetry_hourly
test|relationships|equipment_no|fact_work_orders
test|castable|rotate_raw|telemetry_readings
test|same_total_as|anomaly_count|fact_customer_impact
test|same_total_as|reading_count|fact_telemetry_hourly
test|accepted_range|quantity_on_hand|erp_inventory
test|unique|account_id|crm_accounts
test|unique|asset_id|crm_assets
test|unique|case_id|crm_cases
test|unique|opportunity_id|crm_opportunities
test|unique|customer_id|dim_customer
test|unique|device_key|dim_device
test|unique|part_id|dim_part
test|unique|hour_start|dim_time
test|unique|equipment_no|erp_equipment
test|unique|stock_id|erp_inventory
test|unique|cost_id|erp_part_costs
test|unique|usage_id|erp_part_usage
test|unique|part_no|erp_parts
test|unique|order_no|erp_work_orders
test|unique|case_id|fact_cases
test|unique|work_order_id|fact_work_orders
test|unique|match_method|match_methods
test|unique|method_rank|match_methods
test|unique|signal|signal_limits
test|unique|priority|sla_targets
test|castable|unit_cost_raw|erp_part_costs
test|accepted_range|unit_cost|erp_part_costs
test|relationships|part_no|erp_part_usage
test|accepted_range|quantity|erp_part_usage
test|castable|vibration_raw|telemetry_readings
test|accepted_range|vibration|telemetry_readings
test|castable|volt_raw|telemetry_readings
unit_test|a_device_is_found_by_its_best_match||bridge_device_asset
unit_test|a_record_that_fits_two_devices_is_given_to_none||bridge_device_asset
unit_test|a_version_ends_where_the_next_begins||dim_device
unit_test|a_part_costs_what_it_cost_that_day||dim_part_cost
unit_test|a_removed_range_is_marked_by_its_emptiness||dim_part_cost
unit_test|late_readings_and_anomalies_are_counted||fact_telemetry_hourly`;
