import type { Asset } from '@ioc/contracts/asset';
import { ScrollBox } from '../../data-kit/ScrollBox.tsx';
import { useText } from '../../i18n/language.ts';
import { ListFoot } from '../../shell/ListFoot.tsx';
import { useList } from '../../api/use-list.ts';

/** Devices that were heard of and wait for registration. */
export function DevicesTab() {
  const text = useText();
  const { device, field } = text.console;
  const list = useList<Asset>('/api/v1/assets?registered=false&limit=200');
  return (
    <ScrollBox className="tab-body" label={text.console.tabs.devices}>
      <p className="tab-lead">{device.lead}</p>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{device.id}</th>
            <th scope="col">{device.kind}</th>
            <th scope="col">{field.source}</th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((asset) => (
            <tr key={asset.id}>
              <th scope="row">{asset.externalId}</th>
              <td>{device.kinds[asset.kind]}</td>
              <td>{asset.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ListFoot list={list} shown={list.items.length} emptyText={device.empty} />
    </ScrollBox>
  );
}
