import type { Frame, FrameBound, Ordering, Window } from '../tree.ts';
import { isEmpty, list, nameOf, nodeOf, type Data } from './node.ts';
import { onlyKnown, refuse, type Reader } from './reader.ts';

/** ORDER BY, as a list or as a node with `expressions`. Trino's default is NULLS LAST in both directions. */
export function readOrderings(reader: Reader, value: unknown): readonly Ordering[] {
  const items = Array.isArray(value) ? value : list((value as Data | null | undefined)?.['expressions']);
  return items.map((item) => {
    const data = item as Data;
    onlyKnown(reader, { kind: 'ORDER BY', data }, 'this', 'desc', 'nulls_first');
    return {
      expression: reader.expression(data['this']),
      descending: data['desc'] === true,
      nullsFirst: data['nulls_first'] === true,
    };
  });
}

export function readWindow(reader: Reader, data: Data): Window {
  onlyKnown(reader, { kind: 'WINDOW', data }, 'window_name', 'partition_by', 'order_by', 'frame');
  const name = nameOf(data['window_name']);
  return {
    ...(name !== undefined && { name }),
    partitionBy: list(data['partition_by']).map(reader.expression),
    orderBy: readOrderings(reader, data['order_by']),
    frame: isEmpty(data['frame']) ? undefined : readFrame(reader, data['frame'] as Data),
  };
}

const UNITS = ['rows', 'range', 'groups'] as const;

export function readFrame(reader: Reader, data: Data): Frame {
  onlyKnown(reader, { kind: 'window frame', data }, 'kind', 'start', 'end');
  const unit = UNITS.find((candidate) => candidate === String(data['kind']).toLowerCase());
  if (!unit) refuse(reader, 'This window frame');
  const end = isEmpty(data['end']) ? undefined : readBound(reader, data['end']);
  return { unit, start: readBound(reader, data['start']), end };
}

function readBound(reader: Reader, value: unknown): FrameBound {
  const node = nodeOf(value);
  switch (node?.kind) {
    case 'CurrentRow':
      return { kind: 'current row' };
    case 'UnboundedPreceding':
      return { kind: 'unbounded preceding' };
    case 'UnboundedFollowing':
      return { kind: 'unbounded following' };
    case 'Preceding':
      return { kind: 'preceding', distance: reader.expression((value as Data)['Preceding']) };
    case 'Following':
      return { kind: 'following', distance: reader.expression((value as Data)['Following']) };
    default:
      return refuse(reader, 'This bound of a window frame');
  }
}
