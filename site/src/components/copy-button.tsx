import { useState } from 'preact/hooks';

/** Copies a text that is made when it is asked for. Says that it did. */
export function CopyButton(props: { readonly text: () => string; readonly label?: string; readonly class?: string }) {
  const { text, label = 'Copy' } = props;
  const [said, say] = useState<string>();
  const copy = () => {
    copyText(text()).then(
      () => say('Copied'),
      () => say('Not allowed'),
    );
    setTimeout(() => say(undefined), 1600);
  };
  return (
    <button type="button" class={`button ${props.class ?? ''}`} onClick={copy}>
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page from `file://` or http may have no clipboard of that kind.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'only-read-aloud';
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    if (!isCopied) throw new Error('The browser does not let this page copy.');
  }
}

/** Hands a text to the browser as a file. */
export function downloadText(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([text], { type }));
  link.href = url;
  link.download = name.replace(/[^\p{L}\p{N}._-]+/gu, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
