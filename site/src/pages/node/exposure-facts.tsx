import type { NodeDetail } from '../../../../src/docs/site-data.ts';

/** Who answers for an exposure, and where it is. */
export function ExposureFacts({ exposure }: { readonly exposure: NonNullable<NodeDetail['exposure']> }) {
  const { type, url, label, maturity, owner } = exposure;
  return (
    <dl class="facts">
      <Text name="Type" value={type} />
      {label && <Text name="Title" value={label} />}
      {maturity && <Text name="Maturity" value={maturity} />}
      {Object.entries(owner).map(([key, value]) => (
        <div class="fact" key={key}>
          <dt>Owner: {key}</dt>
          <dd>
            {key === 'email' && typeof value === 'string' ? (
              <OutLink url={`mailto:${value}`} text={value} />
            ) : typeof value === 'string' ? (
              value
            ) : (
              JSON.stringify(value)
            )}
          </dd>
        </div>
      ))}
      {url && (
        <div class="fact">
          <dt>Open it</dt>
          <dd>
            <OutLink url={url} text={url} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Text({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** A link out of the site, where it is one of http, https or mail; else its text alone. */
export function OutLink({ url, text }: { readonly url: string; readonly text: string }) {
  if (!isOutLink(url)) return <code>{text}</code>;
  return (
    <a href={url} rel="noopener noreferrer" target="_blank">
      {text}
    </a>
  );
}

/** Whether an address may be a link. */
export function isOutLink(url: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
