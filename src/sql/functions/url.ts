import { same, template, type FunctionTable } from './define.ts';

const part = (name: string) => template(1, (url) => `js_url_part(${url}, '${name}')`);

export const URL_FUNCTIONS: FunctionTable = {
  url_decode: same('js_url_decode', 1),
  url_encode: same('js_url_encode', 1),
  url_extract_fragment: part('fragment'),
  url_extract_host: part('host'),
  url_extract_parameter: same('js_url_parameter', 2),
  url_extract_path: part('path'),
  url_extract_port: template(1, (url) => `CAST(js_url_part(${url}, 'port') AS BIGINT)`),
  url_extract_protocol: part('protocol'),
  url_extract_query: part('query'),
};
