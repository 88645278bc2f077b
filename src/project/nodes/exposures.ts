import { descriptionOf, entrySettings, fqnOf, metaOf, tagsOf, type Assembly } from '../assembly.ts';
import { mergeSettings } from '../config/settings.ts';
import type { Exposure, JsonObject, RefCall, References, SourceCall } from '../project.ts';
import type { PropertyEntry } from '../properties.ts';
import { parseReference } from '../reference-text.ts';
import { NO_REFERENCES } from '../references.ts';

export interface FoundExposure {
  readonly exposure: Exposure;
  readonly enabled: boolean;
}

/** The exposures, disabled ones too: what uses the models. */
export function exposures(assembly: Assembly): FoundExposure[] {
  return [...assembly.properties.exposures.values()].map((entry) => foundExposure(entry, assembly));
}

function foundExposure(entry: PropertyEntry, assembly: Assembly): FoundExposure {
  const { values, name, file, span } = entry;
  const fqn = fqnOf(assembly.project.name, file, name);
  const settings = mergeSettings(assembly.trees.exposure.settingsFor(fqn), entrySettings(values, assembly));
  const enabled = settings.values.enabled !== false && values.enabled !== false;
  const text = (key: string) => (typeof values[key] === 'string' ? { [key]: values[key] } : {});
  const exposure: Exposure = {
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
  return { exposure, enabled };
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
