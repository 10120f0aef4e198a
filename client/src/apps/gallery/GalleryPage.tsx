import { useText } from '../../i18n/language.ts';
import type { Panel } from '../../panel-kit/define-panel.tsx';
import { PanelView } from '../../panel-kit/PanelHost.tsx';
import { panels } from '../../panels/list.ts';
import { Switches } from '../../shell/Switches.tsx';
import { SimulatedRibbon } from '../../shell/SimulatedRibbon.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import './gallery.css';

function Row({ panel }: { readonly panel: Panel }) {
  const text = useText();
  return (
    <section className="gallery-row" aria-label={panel.title(text)}>
      <h2>
        {panel.title(text)} <code>{panel.id}</code>
      </h2>
      <div className="gallery-samples">
        {panel.samples.map((sample) => (
          <figure key={sample.name} data-sample={`${panel.id}/${sample.name}`}>
            <PanelView
              panel={panel}
              input={sample.input}
              hub={null}
              broken={sample.broken}
              title={panel.title(text)}
            />
            <figcaption>{text.gallery.states[sample.name] ?? sample.name}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}

/** Every panel in every designed state, from samples: no hub, no network. */
export function GalleryPage() {
  const text = useText();
  return (
    <div className="gallery">
      <header className="page-header">
        <a className="page-home" href="/">
          <Wordmark name={text.product} below={null} />
          <span className="sr-only">, {text.back}</span>
        </a>
        <h1>{text.gallery.title}</h1>
        <div className="page-signs">
          <SimulatedRibbon demo />
          <Switches />
        </div>
      </header>
      <main id="content">
        <p className="gallery-lead">{text.gallery.lead}</p>
        {panels.map((panel) => (
          <Row key={panel.id} panel={panel} />
        ))}
      </main>
    </div>
  );
}
