import type { Scope } from '../scope.ts';
import { problem } from '../template-error.ts';
import { bind } from '../values/arguments.ts';
import { fromHost, toHost, type JsonValue } from '../values/convert.ts';
import { Callable, Dict, TemplateObject, type CallArguments, type Value } from '../values/value.ts';

/** dbt's `config`: called, it declares (and prints nothing); its members read the final configuration. */
export class ConfigObject extends TemplateObject {
  readonly label = '"config"';
  readonly memberNames = ['get', 'require'];
  private readonly scope: Scope;

  constructor(scope: Scope) {
    super();
    this.scope = scope;
  }

  override member(name: string): Value | undefined {
    if (name === 'get') return new Callable('config.get', (args) => this.get(args));
    if (name === 'require') return new Callable('config.require', (args) => this.require(args));
    return undefined;
  }

  private configured(key: string): JsonValue | undefined {
    return Object.hasOwn(this.scope.config, key) ? this.scope.config[key] : undefined;
  }

  private get(args: CallArguments): Value {
    const given = bind('config.get', args, ['name', 'default?', 'validator?']);
    const value = this.configured(given.text('name'));
    return value === undefined || value === null ? (given.optional('default') ?? null) : fromHost(value);
  }

  private require(args: CallArguments): Value {
    const key = bind('config.require', args, ['name', 'validator?']).text('name');
    const value = this.configured(key);
    if (value === undefined) throw problem('config-missing', { key });
    return fromHost(value);
  }

  override call(args: CallArguments): string {
    const values = new Dict();
    const [first] = args.positional;
    if (first !== undefined) {
      if (!(first instanceof Dict) || args.positional.length > 1) {
        throw problem('template-call-invalid', { callee: 'config', reason: 'it takes named values, or one dict' });
      }
      for (const [key, value] of first.entries()) values.set(key, value);
    }
    for (const [key, value] of args.named) values.set(key, value);
    const plain = toHost(values) as Readonly<Record<string, JsonValue>>;
    this.scope.onConfig?.(plain);
    return '';
  }

  override toText(): string {
    return 'config';
  }
}
