/** Where the lake's storage and catalog are; the double takes any keys. */
export const REGION = 'us-east-1';
export const KEYS = { accessKeyId: 'testing', secretAccessKey: 'testing' };
export const BUCKET = 'lake';

/**
 * The lines of Trino's catalog files: `iceberg` and, for external tables over files, `awsdatacatalog`, both over one Glue and one S3. Each
 * hands tables of the other's kind over to it, as Athena's single catalog reads both.
 * @param {string} endpoint of Glue and S3
 * @returns {Readonly<Record<'awsdatacatalog' | 'iceberg', readonly string[]>>}
 */
export function catalogs(endpoint) {
  const shared = [
    `hive.metastore.glue.region=${REGION}`,
    `hive.metastore.glue.endpoint-url=${endpoint}`,
    `hive.metastore.glue.aws-access-key=${KEYS.accessKeyId}`,
    `hive.metastore.glue.aws-secret-key=${KEYS.secretAccessKey}`,
    `hive.metastore.glue.default-warehouse-dir=s3://${BUCKET}/warehouse`,
    'fs.native-s3.enabled=true',
    `s3.endpoint=${endpoint}`,
    `s3.region=${REGION}`,
    `s3.aws-access-key=${KEYS.accessKeyId}`,
    `s3.aws-secret-key=${KEYS.secretAccessKey}`,
    's3.path-style-access=true',
  ];
  return {
    awsdatacatalog: [
      'connector.name=hive',
      'hive.metastore=glue',
      'hive.iceberg-catalog-name=iceberg',
      'hive.non-managed-table-writes-enabled=true',
      // The Glue double keeps no column statistics.
      'hive.collect-column-statistics-on-write=false',
      'hive.table-statistics-enabled=false',
      'hive.partition-projection-enabled=true',
      ...shared,
    ],
    iceberg: [
      'connector.name=iceberg',
      'iceberg.catalog.type=glue',
      'iceberg.hive-catalog-name=awsdatacatalog',
      'iceberg.unique-table-location=true',
      ...shared,
    ],
  };
}
