import { useState } from 'preact/hooks';
import { CopyButton, downloadText } from '../components/copy-button.tsx';
import { downloadPng } from './export-png.ts';
import { Menu } from './menu.tsx';

/** Takes a drawing out of the page: as a picture (SVG, PNG), and as text of Mermaid. */
export function ExportMenu(props: {
  readonly name: string;
  readonly svg: () => string;
  readonly mermaid: () => string;
}) {
  const { name, svg, mermaid } = props;
  const [wrong, setWrong] = useState('');
  const savePng = () => {
    setWrong('');
    downloadPng(`${name}.png`, svg()).catch((error: unknown) =>
      setWrong(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <Menu>
      <summary class="button">Export</summary>
      <div class="graph-menu-body graph-menu-buttons">
        <button type="button" class="button" onClick={() => downloadText(`${name}.svg`, 'image/svg+xml', svg())}>
          Download SVG
        </button>
        <button type="button" class="button" onClick={savePng}>
          Download PNG
        </button>
        {wrong && <p role="alert">{wrong}</p>}
        <button type="button" class="button" onClick={() => downloadText(`${name}.mmd`, 'text/plain', mermaid())}>
          Download Mermaid
        </button>
        <CopyButton text={mermaid} label="Copy Mermaid" />
      </div>
    </Menu>
  );
}
