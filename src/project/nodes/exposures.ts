import { descriptionOf, entrySettings, fqnOf, metaOf, tagsOf, type Assembly } from '../assembly.ts';
import { mergeSettings } from '../config/settings.ts';
import type { Exposure, JsonObject, RefCall, References, SourceCall } from '../project.ts';
import type { PropertyEntry } from '../properties.ts';
import { parseReference } from '../reference-text.ts';
import { NO_REFERENCES } from '../references.ts';

/** The exposures that are enabled: what uses the models. */
export function exposures(assembly: Assembly): Exposure[] {
  return [...assembly.properties.exposures.values()].flatMap((entry) => exposure(entry, assembly) ?? []);
}

function exposure(entry: PropertyEntry, assembly: Assembly): Exposure | undefined {
  const { values, name, file, span } = entry;
  const fqn = fqnOf(assembly.project.name, file, name);
  const settings = mergeSettings(assembly.trees.exposure.settingsFor(fqn), entrySettings(values, assembly));
  if (settings.values.enabled === false || values.enabled === false) return undefined;
  const text = (key: string) => (typeof values[key] === 'string' ? { [key]: values[key] } : {});
  return {
    uniqueId: `exposure.${assembly.project.name}.${name}`,
    resourceType: 'exposure',
    name,
    packageName: assembly.project.name,
    path: file.path,
    fqn,
    type: String(values.type),
    owner: values.owner as JsonObject,
    description: descriptionOf(entry, assembly),
    ...text('url'),
    ...text('label'),
    ...text('maturity'),
    tags: tagsOf(settings),
    meta: metaOf(settings),
    references: dependencies(values.depends_on, assembly),
    span,
  };
}

function dependencies(list: unknown, { loading }: Assembly): References {
  if (!Array.isArray(list)) return NO_REFERENCES;
  const refs: RefCall[] = [];
  const sources: SourceCall[] = [];
  list.forEach((item, index) => {
    const text = String(item);
    const span = loading.places.value(list, index);
    const found = parseReference(text);
    if (found?.ref) refs.push({ ...found.ref, span });
    else if (found?.source) sources.push({ ...found.source, span });
    else loading.problems.report('reference-shape', { text }, span);
  });
  return { ...NO_REFERENCES, refs, sources };
}
