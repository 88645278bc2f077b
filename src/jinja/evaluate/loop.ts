import { bind } from '../values/arguments.ts';
import { equal } from '../values/operators.ts';
import { Callable, List, TemplateObject, Undefined, type Value } from '../values/value.ts';
import { problem } from '../template-error.ts';

/** Jinja2's `loop`. */
export class Loop extends TemplateObject {
  readonly label = '"loop"';
  readonly memberNames = [
    'index',
    'index0',
    'revindex',
    'revindex0',
    'first',
    'last',
    'length',
    'previtem',
    'nextitem',
    'cycle',
    'changed',
  ];
  private readonly items: readonly Value[];
  private index = 0;
  private lastSeen: Value | undefined;

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  moveTo(index: number): void {
    this.index = index;
  }

  override member(name: string): Value | undefined {
    const { index, items } = this;
    switch (name) {
      case 'index':
        return index + 1;
      case 'index0':
        return index;
      case 'revindex':
        return items.length - index;
      case 'revindex0':
        return items.length - index - 1;
      case 'first':
        return index === 0;
      case 'last':
        return index === items.length - 1;
      case 'length':
        return items.length;
      case 'previtem':
        return index > 0 ? items[index - 1] : outside('previtem');
      case 'nextitem':
        return index + 1 < items.length ? items[index + 1] : outside('nextitem');
      case 'cycle':
        return new Callable(
          'loop.cycle',
          ({ positional }) => positional[index % Math.max(1, positional.length)] ?? null,
        );
      case 'changed':
        return new Callable('loop.changed', ({ positional }) => this.changed(new List([...positional])));
      default:
        return undefined;
    }
  }

  private changed(value: Value): boolean {
    const same = this.lastSeen !== undefined && equal(this.lastSeen, value);
    this.lastSeen = value;
    return !same;
  }

  override call(args: Parameters<Callable['invoke']>[0]): Value {
    throw bind('loop', args, ['items']).wrong('loops are not recursive here; a macro may call itself');
  }

  override toText(): string {
    return `<LoopContext ${this.index + 1}/${this.items.length}>`;
  }
}

function outside(member: string): Undefined {
  return new Undefined(() => problem('template-member-unknown', { owner: '"loop"', member }), true);
}
