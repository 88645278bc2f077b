import { macro, rewrite, template, type FunctionTable } from './define.ts';

export const MAP_FUNCTIONS: FunctionTable = {
  map: rewrite([0, 2], ({ args, at }, emitter) => {
    if (args.length === 1) return emitter.refuse('map() of one array', at);
    if (args.length === 0 && emitter.facts) return 'MAP {}';
    if (args.length === 0)
      return emitter.refuse(
        'A map without types',
        at,
        'Write CAST(MAP() AS map(varchar, integer)), with the types that it shall have.',
      );
    return emitter.macro('t_map', ...args.map((arg) => emitter.text(arg)));
  }),
  map_concat: template([2, 99], (...maps) => `CASE WHEN ${maps.map((map) => `(${map}) IS NULL`).join(' OR ')} THEN NULL ELSE map_concat(${maps.join(', ')}) END`), // prettier-ignore
  map_entries: macro('t_map_entries', 1),
  map_from_entries: macro('t_map_from_entries', 1),
  map_keys: template(1, (map) => `map_keys(${map})`),
  map_values: template(1, (map) => `map_values(${map})`),
  split_to_map: macro('t_split_to_map', 3),
};
