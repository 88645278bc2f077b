import type { Rendering } from '../evaluate/rendering.ts';
import type { TemplateRelation } from '../scope.ts';
import { bind, type BoundArguments } from '../values/arguments.ts';
import { Relation } from '../values/relation.ts';
import { Callable, TemplateObject, type CallArguments, type Value } from '../values/value.ts';
import { ConfigObject } from './config-object.ts';
import type { GlobalFactory } from './globals.ts';
import { fromHost } from '../values/convert.ts';

/** What concerns the node that is rendered and those it reads. */
export const nodeGlobals: Readonly<Record<string, GlobalFactory>> = {
  ref: (run) => new Callable('ref', (args) => ref(args, run)),
  source: (run) => new Callable('source', (args) => source(args, run)),
  this: ({ scope }) => scope.this && new Relation(scope.this, scope.renderRelation),
  schema: ({ scope }) => scope.this?.schema,
  database: ({ scope }) => scope.this?.database,
  model: ({ scope }) => fromHost(scope.model),
  config: ({ scope }) => new ConfigObject(scope),
  is_incremental: ({ scope }) =>
    new Callable('is_incremental', (args) => (bind('is_incremental', args, []), scope.isIncremental)),
  watermark: (run) => new Callable('watermark', (args) => watermark('watermark', args, run)),
  high_watermark: (run) => new Callable('high_watermark', (args) => watermark('high_watermark', args, run)),
  builtins: (run) => new Builtins(run),
};

/** dbt's `builtins`: the functions themselves, for a project whose macro has taken the name. */
class Builtins extends TemplateObject {
  readonly label = '"builtins"';
  readonly memberNames = ['ref', 'source', 'config'];
  private readonly run: Rendering;
  constructor(run: Rendering) {
    super();
    this.run = run;
  }
  override member(name: string): Value | undefined {
    return this.memberNames.includes(name) ? nodeGlobals[name]?.(this.run) : undefined;
  }
  override toText(): string {
    return 'builtins';
  }
}

function ref(args: CallArguments, { scope }: Rendering): Relation {
  const two = args.positional.length > 1;
  const given = bind('ref', args, [...(two ? ['package'] : []), 'model_name', 'version?', 'v?']);
  const version = given.optional('version') ?? given.optional('v') ?? null;
  const target = {
    ...(two && { package: given.text('package') }),
    name: given.text('model_name'),
    ...(version !== null && {
      version: typeof version === 'number' ? version : given.text(given.has('version') ? 'version' : 'v'),
    }),
  };
  return new Relation(scope.resolveRef(target), scope.renderRelation);
}

function source(args: CallArguments, { scope }: Rendering): Relation {
  const given = bind('source', args, ['source_name', 'table_name']);
  return new Relation(
    scope.resolveSource({ source: given.text('source_name'), table: given.text('table_name') }),
    scope.renderRelation,
  );
}

function watermark(name: 'watermark' | 'high_watermark', args: CallArguments, { scope }: Rendering): string {
  const given = bind(name, args, ['column', 'of?']);
  const of = relationOf(given);
  const target = { column: given.text('column'), ...(of && { of }) };
  return name === 'watermark' ? scope.watermark(target) : scope.highWatermark(target);
}

function relationOf(given: BoundArguments): TemplateRelation | undefined {
  const value = given.optional('of');
  if (value === undefined || value === null) return undefined;
  if (value instanceof Relation) return value.relation;
  throw given.wrong('"of" must be a relation, as ref() or source() give it');
}
