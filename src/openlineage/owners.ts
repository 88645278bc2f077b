import type { JsonValue, ProjectNode, SourceTable } from '../project/project.ts';

export interface Owner {
  readonly name: string;
  readonly type?: string;
}

/** Who `meta: {owner: …}` names, a text, a mapping with name and email, or several, and the node's group. */
export function ownersOf(described: ProjectNode | SourceTable): readonly Owner[] {
  const { owner } = described.meta;
  const group = described.resourceType === 'source' ? described.config['group'] : described.config.group;
  const list: readonly JsonValue[] = Array.isArray(owner) ? (owner as readonly JsonValue[]) : [owner ?? null];
  return [
    ...list.flatMap((one) => {
      const name = nameOf(one);
      return name === undefined ? [] : [{ name, type: 'OWNER' }];
    }),
    ...(typeof group === 'string' && group !== '' ? [{ name: group, type: 'GROUP' }] : []),
  ];
}

function nameOf(owner: JsonValue): string | undefined {
  if (typeof owner === 'string') return owner === '' ? undefined : owner;
  if (typeof owner !== 'object' || owner === null || Array.isArray(owner)) return undefined;
  const { name, email } = owner as { readonly [key: string]: JsonValue };
  return nameOf(name ?? null) ?? nameOf(email ?? null);
}
