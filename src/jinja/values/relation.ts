import type { RelationParts, TemplateRelation } from '../scope.ts';
import { bind } from './arguments.ts';
import { Callable, Dict, TemplateObject, type Value } from './value.ts';

const MEMBERS = [
  'database',
  'schema',
  'identifier',
  'name',
  'table',
  'type',
  'is_table',
  'is_view',
  'is_cte',
  'metadata',
  'get',
  'render',
  'include',
  'quote',
  'without_identifier',
] as const;

/** dbt's Relation: what `ref()`, `source()` and `this` are. Prints as the SQL name. */
export class Relation extends TemplateObject {
  readonly relation: TemplateRelation;
  private readonly shown: RelationParts;
  private readonly print: (parts: RelationParts) => string;
  readonly memberNames: readonly string[] = MEMBERS;

  constructor(relation: TemplateRelation, print: (parts: RelationParts) => string, shown: RelationParts = relation) {
    super();
    this.relation = relation;
    this.print = print;
    this.shown = shown;
  }

  get label(): string {
    return `the relation "${this.relation.schema}.${this.relation.identifier}"`;
  }

  override member(name: string): Value | undefined {
    const { database, schema, identifier, type } = this.relation;
    switch (name as (typeof MEMBERS)[number]) {
      case 'database':
        return database ?? null;
      case 'schema':
        return schema;
      case 'identifier':
      case 'name':
      case 'table':
        return identifier;
      case 'type':
        return type ?? null;
      case 'is_table':
        return type === 'table';
      case 'is_view':
        return type === 'view';
      case 'is_cte':
        return type === 'cte';
      case 'metadata':
        // Packages tell relations from text by this.
        return Dict.of([['type', 'AthenaRelation']]);
      case 'get':
        return new Callable('get', (args) => {
          const given = bind('get', args, ['key', 'default?']);
          const value = this.member(given.text('key'));
          return value === undefined ? (given.optional('default') ?? null) : value;
        });
      case 'render':
        return new Callable('render', (args) => {
          bind('render', args, []);
          const { where: _, ...all } = this.shown;
          return this.print(all);
        });
      case 'include':
        return new Callable('include', (args) => {
          const given = bind('include', args, ['database?', 'schema?', 'identifier?']);
          const keep = (part: string) => given.flag(part, true);
          return this.including(keep('database'), keep('schema'), keep('identifier'));
        });
      case 'quote':
        // Quoting is decided by the engine's dialect when the relation is printed.
        return new Callable('quote', (args) => (bind('quote', args, ['database?', 'schema?', 'identifier?']), this));
      case 'without_identifier':
        return new Callable(
          'without_identifier',
          (args) => (bind('without_identifier', args, []), this.including(true, true, false)),
        );
      default:
        return undefined;
    }
  }

  private including(database: boolean, schema: boolean, identifier: boolean): Relation {
    const { type, isEmpty, where } = this.relation;
    return new Relation(this.relation, this.print, {
      database: database ? this.shown.database : undefined,
      schema: schema ? this.shown.schema : undefined,
      identifier: identifier ? this.shown.identifier : undefined,
      ...(type && { type }),
      ...(isEmpty && { isEmpty }),
      ...(where !== undefined && { where }),
    });
  }

  override toText(): string {
    return this.print(this.shown);
  }
}
