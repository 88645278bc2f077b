/**
 * Where a model's table goes. `custom_schema_name` is the model's `+schema`, or its layer's folder where it has none;
 * a target without a schema (as locally) gives the layer alone. A project's macro of the same name replaces the rule.
 */
export const namingMacros = `
{% macro generate_schema_name(custom_schema_name=none, node=none) -%}
  {%- set base = (target.get('schema') or '') | trim -%}
  {%- set custom = (custom_schema_name or '') | trim -%}
  {%- if base and custom -%}{{ base }}_{{ custom }}{%- else -%}{{ base or custom }}{%- endif -%}
{%- endmacro %}

{% macro generate_schema_name_for_env(custom_schema_name=none, node=none) -%}
  {%- if target.get('name') == 'prod' and custom_schema_name -%}{{ custom_schema_name | trim }}
  {%- else -%}{{ target.get('schema') or custom_schema_name or '' }}{%- endif -%}
{%- endmacro %}

{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
  {%- if custom_alias_name -%}{{ custom_alias_name | trim }}
  {%- elif node and node.version is defined and node.version is not none -%}{{ node.name }}_v{{ node.version | replace('.', '_') }}
  {%- else -%}{{ node.name }}{%- endif -%}
{%- endmacro %}

{% macro generate_database_name(custom_database_name=none, node=none) -%}
  {{ (custom_database_name or target.get('database') or '') | trim }}
{%- endmacro %}
`;
