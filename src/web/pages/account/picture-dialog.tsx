import { useEffect, useRef, useState } from 'preact/hooks';
import type { User } from '../../../features/users/schema.ts';
import { uploadPicture } from '../client/account.ts';
import { asFailure, Failure } from '../client/failure.ts';
import { Alert } from '../frame/alert.tsx';
import { Button } from '../frame/button.tsx';
import { Dialog } from '../frame/dialog.tsx';
import { sentenceFor } from '../frame/sentences.ts';
import { notify } from '../frame/toast.tsx';
import { t } from '../words/words.ts';
import { centreOf, type Crop, cut, draw, inside, maxZoom, sideOf } from './picture-crop.ts';

interface PictureDialogProps {
  readonly picture: ImageBitmap;
  readonly changed: (user: User) => void;
  readonly close: () => void;
}

/** Lets users choose the square of their picture to keep. */
export function PictureDialog({ picture, changed, close }: PictureDialogProps) {
  const [crop, setCrop] = useState(() => centreOf(picture));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async () => {
    setBusy(true);
    try {
      const blob = await cut(picture, crop);
      if (blob === null) throw new Failure({ code: 'image_too_large' });
      changed(await uploadPicture(blob));
      notify(t('picture.saved'));
      close();
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('picture.title')} onClose={close}>
      <CropArea picture={picture} crop={crop} setCrop={setCrop} />
      {failure !== null && <Alert tone="danger">{sentenceFor(failure)}</Alert>}
      <div class="dialog-actions">
        <Button onClick={close}>{t('action.cancel')}</Button>
        <Button tone="primary" isBusy={isBusy} onClick={() => void save()}>
          {t('picture.save')}
        </Button>
      </div>
    </Dialog>
  );
}

interface CropAreaProps {
  readonly picture: ImageBitmap;
  readonly crop: Crop;
  readonly setCrop: (crop: Crop) => void;
}

const canvasPixels = 560;
/** The step of an arrow key, as a fraction of the kept square's side. */
const keyStep = 0.05;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-keyStep, 0],
  ArrowRight: [keyStep, 0],
  ArrowUp: [0, -keyStep],
  ArrowDown: [0, keyStep],
};

function CropArea({ picture, crop, setCrop }: CropAreaProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, picture, crop);
  }, [picture, crop]);
  /** Moves by fractions of the kept square's side. */
  const move = (right: number, down: number) => {
    const side = sideOf(picture, crop);
    setCrop(inside(picture, { ...crop, x: crop.x + right * side, y: crop.y + down * side }));
  };
  return (
    <>
      <canvas
        ref={canvas}
        class="crop"
        width={canvasPixels}
        height={canvasPixels}
        tabIndex={0}
        role="img"
        aria-label={t('picture.move')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          const { currentTarget: shown } = event;
          if (!shown.hasPointerCapture(event.pointerId)) return;
          move(-event.movementX / shown.clientWidth, -event.movementY / shown.clientHeight);
        }}
        onKeyDown={(event) => {
          const step = arrows[event.key];
          if (step === undefined) return;
          event.preventDefault();
          move(...step);
        }}
      />
      <label class="zoom">
        {t('picture.zoom')}
        <input
          type="range"
          min="1"
          max={maxZoom}
          step="0.05"
          value={crop.zoom}
          onInput={(event) => {
            setCrop(inside(picture, { ...crop, zoom: event.currentTarget.valueAsNumber }));
          }}
        />
      </label>
    </>
  );
}
