import { TemplateObject, type Value } from '../values/value.ts';

/** Jinja2's `namespace()`: the one object whose members a template may set, so that values outlive a loop. */
export class Namespace extends TemplateObject {
  readonly label = 'the namespace';
  private readonly values: Map<string, Value>;

  constructor(values: Iterable<readonly [string, Value]>) {
    super();
    this.values = new Map(values);
  }

  override member(name: string): Value | undefined {
    return this.values.get(name);
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  override get memberNames(): readonly string[] {
    return [...this.values.keys()];
  }

  override toText(): string {
    return `<Namespace ${[...this.values.keys()].join(', ')}>`;
  }
}
