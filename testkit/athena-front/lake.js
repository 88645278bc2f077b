import * as glue from '@aws-sdk/client-glue';
import * as s3 from '@aws-sdk/client-s3';

/** @typedef {{ schema: string, table: string }} Relation */
/** @typedef {ReturnType<typeof openLake>} Lake */

/**
 * Glue and S3, as far as Athena's DDL needs them.
 * @param {{ endpoint: string, region: string, keys: { accessKeyId: string, secretAccessKey: string }, s3Endpoint?: string | undefined }} settings
 */
export function openLake({ endpoint, region, keys, s3Endpoint = endpoint }) {
  const catalog = new glue.GlueClient({ endpoint, region, credentials: keys });
  const storage = new s3.S3Client({ endpoint: s3Endpoint, region, credentials: keys, forcePathStyle: true });

  /** @type {Set<string>} */
  const buckets = new Set();

  return {
    /** The table as Glue has it; undefined where there is none. @param {Relation} relation */
    table: async ({ schema, table }) =>
      orUndefined(
        async () => (await catalog.send(new glue.GetTableCommand({ DatabaseName: schema, Name: table }))).Table,
      ),

    /** @param {string} name */
    database: (name) =>
      orUndefined(async () => (await catalog.send(new glue.GetDatabaseCommand({ Name: name }))).Database),

    databases: async () => {
      const found = [];
      for await (const page of glue.paginateGetDatabases({ client: catalog }, {}))
        found.push(...(page.DatabaseList ?? []));
      return found.map(({ Name = '' }) => Name).sort();
    },

    /** @param {string} schema */
    tables: async (schema) => {
      const found = [];
      for await (const page of glue.paginateGetTables({ client: catalog }, { DatabaseName: schema }))
        found.push(...(page.TableList ?? []));
      return found;
    },

    /** @param {glue.DatabaseInput} input */
    createDatabase: (input) => catalog.send(new glue.CreateDatabaseCommand({ DatabaseInput: input })),
    /** @param {string} name */
    dropDatabase: (name) => catalog.send(new glue.DeleteDatabaseCommand({ Name: name })),
    /** @param {string} schema @param {glue.TableInput} input */
    createTable: (schema, input) =>
      catalog.send(new glue.CreateTableCommand({ DatabaseName: schema, TableInput: input })),
    /** @param {string} schema @param {glue.TableInput} input */
    updateTable: (schema, input) =>
      catalog.send(new glue.UpdateTableCommand({ DatabaseName: schema, TableInput: input })),
    /** @param {Relation} relation */
    dropTable: ({ schema, table }) => catalog.send(new glue.DeleteTableCommand({ DatabaseName: schema, Name: table })),

    /** Values of each partition. @param {Relation} relation */
    partitions: async ({ schema, table }) => {
      const found = [];
      for await (const page of glue.paginateGetPartitions(
        { client: catalog },
        { DatabaseName: schema, TableName: table },
      )) {
        found.push(...(page.Partitions ?? []));
      }
      return found.map(({ Values = [] }) => Values);
    },

    /** At most 100 a call, as Glue takes them. @param {Relation} relation @param {glue.PartitionInput[]} partitions */
    createPartitions: async ({ schema, table }, partitions) => {
      for (let at = 0; at < partitions.length; at += 100) {
        await catalog.send(
          new glue.BatchCreatePartitionCommand({
            DatabaseName: schema,
            TableName: table,
            PartitionInputList: partitions.slice(at, at + 100),
          }),
        );
      }
    },

    /** Keys of all objects under a folder, without the folder. @param {string} location `s3://bucket/folder/`. */
    keys: async (location) => {
      const { bucket, key } = place(location);
      const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
      const found = [];
      for await (const page of s3.paginateListObjectsV2({ client: storage }, { Bucket: bucket, Prefix: folder })) {
        found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key.slice(folder.length)));
      }
      return found;
    },

    /** @param {string} location @param {string} text */
    put: async (location, text) => {
      const { bucket, key } = place(location);
      await storage.send(new s3.PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
    },

    /** Whether a location's bucket exists; one that was seen is not asked for again. @param {string} location */
    hasBucket: async (location) => {
      const { bucket } = place(location);
      if (buckets.has(bucket)) return true;
      const exists = await storage.send(new s3.HeadBucketCommand({ Bucket: bucket })).then(
        () => true,
        () => false,
      );
      if (exists) buckets.add(bucket);
      return exists;
    },

    close: () => {
      catalog.destroy();
      storage.destroy();
    },
  };
}

function place(/** @type {string} */ location) {
  const [, bucket = '', key = ''] = /^s3a?:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  return { bucket, key };
}

/** @template T @param {() => Promise<T>} ask @returns {Promise<T | undefined>} */
async function orUndefined(ask) {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof glue.EntityNotFoundException) return undefined;
    throw error;
  }
}
