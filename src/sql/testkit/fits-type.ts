import { formatTrinoType, type TrinoType } from '../types.ts';

/**
 * Whether a type of ours stands for Trino's: the same, names of row fields and digits of a second included; only the length of a varchar may be
 * wider, as that of a computed text is where nothing but its values tells it.
 */
export function fitsTrinoType(ours: TrinoType, theirs: TrinoType): boolean {
  if (ours.kind === 'varchar' && theirs.kind === 'varchar') {
    return ours.length === undefined || (theirs.length !== undefined && ours.length >= theirs.length);
  }
  if (ours.kind === 'array' && theirs.kind === 'array') return fitsTrinoType(ours.element, theirs.element);
  if (ours.kind === 'map' && theirs.kind === 'map') {
    return fitsTrinoType(ours.key, theirs.key) && fitsTrinoType(ours.value, theirs.value);
  }
  if (ours.kind === 'row' && theirs.kind === 'row') {
    if (ours.fields.length !== theirs.fields.length) return false;
    return ours.fields.every(({ name, type }, index) => {
      const field = theirs.fields[index];
      return field !== undefined && nameOf(name) === nameOf(field.name) && fitsTrinoType(type, field.type);
    });
  }
  return formatTrinoType(ours) === formatTrinoType(theirs);
}

function nameOf(name: string | undefined): string {
  return name?.toLowerCase() ?? '';
}
