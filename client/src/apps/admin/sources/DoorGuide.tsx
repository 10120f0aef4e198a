import type { Transport } from '@ioc/contracts/source';
import { CopyBlock } from '../../../data-kit/CopyBlock.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import type { DataDictionary } from '../../../i18n/data-vi.ts';
import { CopyValue } from '../../../ui/CopyValue.tsx';
import { signedCurl, webhookAddress } from './webhook-command.ts';

interface Props {
  readonly id: string;
  readonly transport: Transport;
  /** As typed, or the default. */
  readonly login: string;
  readonly prefix: string;
}

function linesOf({ transport, login, prefix }: Props, text: DataDictionary['guide']): readonly string[] {
  const host = location.hostname;
  const mqttTopics = prefix === '' ? text.mqttTopics : text.mqttPrefix(prefix);
  const lines: Readonly<Record<Transport, readonly string[]>> = {
    mqtt: [text.mqtt(host), mqttTopics, ...(login === '' ? [] : [text.mqttLogin(login)])],
    syslog: [text.syslog(host), text.syslogForm],
    webhook: [text.webhookSign],
    file: [text.file],
    poll: [text.poll],
    upload: [text.upload],
  };
  return lines[transport];
}

/** What to set on the other side. */
export function DoorGuide(props: Props) {
  const text = useDataText().guide;
  const { id, transport } = props;
  const address = webhookAddress(location.origin, id);
  return (
    <section className="guide">
      <h4>{text.title}</h4>
      {transport === 'webhook' && <CopyValue label={text.webhook} value={`POST ${address}`} />}
      <ul>
        {linesOf(props, text).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {transport === 'webhook' && (
        <div className="form-field">
          <span className="form-label">{text.curl}</span>
          <CopyBlock label={text.curl} value={signedCurl(address)} />
        </div>
      )}
      {transport === 'upload' && <a href="/console#uploads">{text.toUploads}</a>}
    </section>
  );
}
