import { documented } from './define.ts';
import { same, template } from './forms.ts';

const part = (means: string, name: string) =>
  template(`${means} NULL where the text is no URL.`, (url) => `js_url_part(${url}, '${name}')`);

/** URLs, read as java.net.URI reads them. */
export const URL_FUNCTIONS = documented('url', {
  url_decode: same('Takes the escapes out of a part of a URL; + is a blank.', 'js_url_decode'),
  url_encode: same('Escapes a text for a URL; blanks become +.', 'js_url_encode'),
  url_extract_fragment: part('What is behind #.', 'fragment'),
  url_extract_host: part('The host, without the port.', 'host'),
  url_extract_parameter: same('The first parameter of this name in the query, decoded; NULL if there is none.', 'js_url_parameter'), // prettier-ignore
  url_extract_path: part('The path, from its slash on; empty if there is none.', 'path'),
  url_extract_port: template('The port; NULL if none is written.', (url) => `CAST(js_url_part(${url}, 'port') AS BIGINT)`), // prettier-ignore
  url_extract_protocol: part('What is before the colon.', 'protocol'),
  url_extract_query: part('What is behind ?, not decoded.', 'query'),
});
