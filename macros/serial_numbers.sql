{#- A serial number without what people write differently: case, dashes and other signs, leading zeros.
    `004003-KX`, `4003kx` and `04003 KX` are all `4003KX`; text without a letter or digit is NULL. -#}
{% macro normalised_serial(serial) -%}
nullif(regexp_replace(regexp_replace(upper({{ serial }}), '[^A-Z0-9]', ''), '^0+', ''), '')
{%- endmacro %}
