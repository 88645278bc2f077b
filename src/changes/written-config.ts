import type { JsonObject, JsonValue, ProjectNode } from '../project/project.ts';

/** The configuration that somebody set for a node, without defaults and with templates as they are written: dbt's `unrendered_config`. */
export function writtenConfig({ config, configSpans, writtenConfig: written, tags, meta }: ProjectNode): JsonObject {
  const { other, pre_hook, post_hook, ...rest } = config;
  const all = {
    ...other,
    ...(rest as unknown as JsonObject),
    pre_hook: pre_hook?.map(({ sql }) => sql),
    post_hook: post_hook?.map(({ sql }) => sql),
    tags,
    meta,
    ...written,
  } as Readonly<Record<string, JsonValue | undefined>>;
  return Object.fromEntries(
    Object.keys(configSpans).flatMap((key) => {
      const value = all[key];
      return key.includes('.') || value === undefined ? [] : [[key, plain(value)]];
    }),
  );
}

/** Hooks as written may carry their places. */
function plain(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  return (value as readonly JsonValue[]).map((item) =>
    typeof item === 'object' && item !== null && 'sql' in item && 'span' in item ? (item as JsonObject).sql! : item,
  );
}
