/** @typedef {import('./reader.js').Reader} Reader */
/** @typedef {{ input: string, output: string, serde: string, parameters: Record<string, string> }} FileFormat */

const QL_IO = 'org.apache.hadoop.hive.ql.io';
const LAZY_SIMPLE = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';

/** What Hive takes where nothing is said. @type {FileFormat} */
export const TEXT_FILES = {
  input: 'org.apache.hadoop.mapred.TextInputFormat',
  output: `${QL_IO}.HiveIgnoreKeyTextOutputFormat`,
  serde: LAZY_SIMPLE,
  parameters: { 'serialization.format': '1' },
};

/** @type {Readonly<Record<string, Omit<FileFormat, 'parameters'>>>} */
const STORED_AS = {
  textfile: TEXT_FILES,
  parquet: {
    input: `${QL_IO}.parquet.MapredParquetInputFormat`,
    output: `${QL_IO}.parquet.MapredParquetOutputFormat`,
    serde: `${QL_IO}.parquet.serde.ParquetHiveSerDe`,
  },
  orc: { input: `${QL_IO}.orc.OrcInputFormat`, output: `${QL_IO}.orc.OrcOutputFormat`, serde: `${QL_IO}.orc.OrcSerde` },
  avro: {
    input: `${QL_IO}.avro.AvroContainerInputFormat`,
    output: `${QL_IO}.avro.AvroContainerOutputFormat`,
    serde: 'org.apache.hadoop.hive.serde2.avro.AvroSerDe',
  },
};

/** After ROW FORMAT: `SERDE 'class' [WITH SERDEPROPERTIES (…)]` or `DELIMITED …`. @param {Reader} reader @returns {Pick<FileFormat, 'serde' | 'parameters'>} */
export function readRowFormat(reader) {
  if (reader.takes('serde')) {
    const serde = reader.hiveString();
    return { serde, parameters: reader.takes('with', 'serdeproperties') ? reader.properties() : {} };
  }
  reader.expect('delimited');
  /** @type {Record<string, string>} */
  const parameters = {};
  /** @type {[string[], string][]} */
  const clauses = [
    [['fields', 'terminated', 'by'], 'field.delim'],
    [['escaped', 'by'], 'escape.delim'],
    [['collection', 'items', 'terminated', 'by'], 'collection.delim'],
    [['map', 'keys', 'terminated', 'by'], 'mapkey.delim'],
    [['lines', 'terminated', 'by'], 'line.delim'],
    [['null', 'defined', 'as'], 'serialization.null.format'],
  ];
  for (const [words, key] of clauses) if (reader.takes(...words)) parameters[key] = reader.hiveString();
  return {
    serde: LAZY_SIMPLE,
    parameters: { 'serialization.format': parameters['field.delim'] ?? '1', ...parameters },
  };
}

/** After STORED AS. A serde that ROW FORMAT named stays. @param {Reader} reader @param {FileFormat} rowFormat @returns {FileFormat} */
export function readStoredAs(reader, rowFormat) {
  if (reader.takes('inputformat')) {
    const input = reader.hiveString();
    reader.expect('outputformat');
    return { ...rowFormat, input, output: reader.hiveString() };
  }
  const name = reader.peek()?.value ?? '';
  const stored = STORED_AS[name];
  if (!stored) throw reader.mismatch(Object.keys(STORED_AS).map((format) => `'${format.toUpperCase()}'`).join(', ')); // prettier-ignore
  reader.at += 1;
  return rowFormat === TEXT_FILES
    ? { ...stored, parameters: name === 'textfile' ? TEXT_FILES.parameters : { 'serialization.format': '1' } }
    : { ...rowFormat, input: stored.input, output: stored.output };
}
