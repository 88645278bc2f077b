import type { Call } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { documented } from './define.ts';
import { macro, rewrite, template } from './forms.ts';

/** Maps. Those over lambdas are in `lambdas.ts`. */
export const MAP_FUNCTIONS = documented('map', {
  map: rewrite('A map of two arrays, keys and values; without them an empty one. A key that is NULL or there twice is an error.', emitMap), // prettier-ignore
  map_concat: template('All entries of the maps; of equal keys the last one. NULL if a map is NULL.', concatenated, { takes: [2, 127] }), // prettier-ignore
  map_entries: macro('The entries as rows of key and value.', 't_map_entries'),
  map_from_entries: macro('A map of rows of key and value. A key that is NULL or there twice is an error.', 't_map_from_entries'), // prettier-ignore
  map_keys: template('The keys, in no certain order.', (map) => `map_keys(${map})`),
  map_values: template('The values, in the order of `map_keys`.', (map) => `map_values(${map})`),
  multimap_from_entries: macro('A map of rows of key and value, with an array of values for each key. A row or key that is NULL is an error.', 't_multimap_from_entries'), // prettier-ignore
  split_to_map: macro('Splits a text into entries and these into keys and values. An entry without the second separator, or a key that is there twice, is an error.', 't_split_to_map', { source: 'functions/string.html#split_to_map' }), // prettier-ignore
  split_to_multimap: macro('As `split_to_map`, with an array of values for each key.', 't_split_to_multimap', { source: 'functions/string.html#split_to_multimap' }), // prettier-ignore
});

function emitMap({ args, at }: Call, emitter: Emitter): string {
  if (args.length === 1) return emitter.refuse('map() of one array', at);
  if (args.length === 2) return emitter.macro('t_map', ...args.map((arg) => emitter.text(arg)));
  if (emitter.facts) return 'MAP {}';
  const hint = 'Write CAST(MAP() AS map(varchar, integer)), with the types that it shall have.';
  return emitter.refuse('A map without types', at, hint);
}

function concatenated(...maps: string[]): string {
  const nulls = maps.map((map) => `(${map}) IS NULL`).join(' OR ');
  return `CASE WHEN ${nulls} THEN NULL ELSE map_concat(${maps.join(', ')}) END`;
}
