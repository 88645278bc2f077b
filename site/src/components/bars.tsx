import type { Health } from '../../../src/docs/site-data.ts';

export interface Bar {
  readonly value: number;
  readonly health: Health;
  readonly title: string;
  readonly link: string;
}

const WIDTH = 16;
const HEIGHT = 44;

/** Small bars side by side, each a link; the largest is as high as the picture. */
export function Bars({ label, bars }: { readonly label: string; readonly bars: readonly Bar[] }) {
  const largest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <figure class="bars">
      <svg width={bars.length * WIDTH} height={HEIGHT + 2} role="group" aria-label={label}>
        {bars.map(({ value, health, title, link }, index) => {
          const height = Math.max(3, (value / largest) * HEIGHT);
          return (
            <a key={index} href={link} aria-label={title}>
              <title>{title}</title>
              <rect x={index * WIDTH} y={0} width={WIDTH} height={HEIGHT + 2} class="bars-ground" />
              <rect
                x={index * WIDTH + 2}
                y={HEIGHT - height}
                width={WIDTH - 4}
                height={height}
                rx={1.5}
                class={`bars-bar bars-${health}`}
              />
              {/* No colour alone: what failed has a foot. */}
              {health === 'error' && <path d={`M${index * WIDTH + 2} ${HEIGHT + 1}h${WIDTH - 4}`} class="bars-foot" />}
            </a>
          );
        })}
      </svg>
      <figcaption class="muted">{label}</figcaption>
    </figure>
  );
}
