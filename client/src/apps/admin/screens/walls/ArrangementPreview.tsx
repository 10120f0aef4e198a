import type { WallPicture, WindowPlace } from '@ioc/contracts/wall';
import { useDirectorText } from '../../../../i18n/director-text.ts';

interface Placed {
  readonly id: string;
  readonly name: string;
  readonly place: WindowPlace;
}

interface Props {
  readonly picture: WallPicture;
  readonly screens: readonly Placed[];
}

/** The picture, its windows, and two straight lines through it: what a bezel hides can be seen. */
export function ArrangementPreview({ picture: { width, height }, screens }: Props) {
  const text = useDirectorText().admin;
  const line = Math.max(width, height) / 300;
  return (
    <svg
      className="wall-preview"
      viewBox={`${-line} ${-line} ${width + 2 * line} ${height + 2 * line}`}
      role="img"
      aria-label={`${text.preview}: ${screens.map(({ name }) => name).join(', ')}`}
    >
      <rect className="wall-preview-picture" width={width} height={height} />
      <defs>
        {screens.map(({ id, place }) => (
          <clipPath key={id} id={`window-${id}`}>
            <rect {...place} />
          </clipPath>
        ))}
      </defs>
      {screens.map(({ id, name, place }) => (
        <g key={id} clipPath={`url(#window-${id})`}>
          <rect className="wall-preview-window" {...place} />
          <path
            className="wall-preview-line"
            strokeWidth={line}
            d={`M0 0L${width} ${height}M0 ${height}L${width} 0`}
          />
          <text x={place.x + place.width / 2} y={place.y + place.height / 2} fontSize={place.height / 7}>
            {name}
          </text>
        </g>
      ))}
      {screens.map(({ id, place }) => (
        <rect key={id} className="wall-preview-edge" strokeWidth={line} {...place} />
      ))}
    </svg>
  );
}
