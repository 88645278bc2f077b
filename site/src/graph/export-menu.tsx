import { CopyButton, downloadText } from '../components/copy-button.tsx';

/** Takes a drawing out of the page: as an SVG file, and as text of Mermaid. */
export function ExportMenu(props: {
  readonly name: string;
  readonly svg: () => string;
  readonly mermaid: () => string;
}) {
  const { name, svg, mermaid } = props;
  return (
    <details class="graph-menu">
      <summary class="button">Export</summary>
      <div class="graph-menu-body graph-menu-buttons">
        <button type="button" class="button" onClick={() => downloadText(`${name}.svg`, 'image/svg+xml', svg())}>
          Download SVG
        </button>
        <button type="button" class="button" onClick={() => downloadText(`${name}.mmd`, 'text/plain', mermaid())}>
          Download Mermaid
        </button>
        <CopyButton text={mermaid} label="Copy Mermaid" />
      </div>
    </details>
  );
}
