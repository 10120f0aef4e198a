import { createHash } from 'node:crypto';
import { emptyDraft } from '../draft/draft.ts';
import { deliver } from './deliver.ts';
import type { DeliveryPorts } from './deliver.ts';
import { FakeDoor } from './fake-door.ts';
import { newReport, shareSent, withFile } from './kept.ts';
import type { KeptFile, KeptReport } from './kept.ts';

const PIECE = 700;

function photo(id: string, size: number): { file: KeptFile; blob: Blob } {
  const bytes = Buffer.from(
    Array.from({ length: size }, (_, index) => (index * 31 + id.charCodeAt(0)) % 256),
  );
  return {
    blob: new Blob([bytes]),
    file: {
      id,
      kind: 'photo',
      mediaType: 'image/jpeg',
      bytes: size,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      received: 0,
      state: 'waiting',
      reason: null,
    },
  };
}

/** A phone with one report in its outbox; `kept` is what would be found after it was killed. */
function phone(sizes: readonly number[]) {
  const photos = sizes.map((size, index) => photo(`photo-${index}`, size));
  const bytes = new Map(photos.map(({ file, blob }) => [file.id, blob]));
  const draft = {
    ...emptyDraft(),
    serviceCode: 'ngap-ung',
    description: 'Nước ngập',
    sentAt: '2026-03-05T09:30:00Z',
  };
  let kept: KeptReport = {
    ...newReport('client', 0),
    stage: 'queued',
    draft,
    files: photos.map(({ file }) => file),
  };
  const door = new FakeDoor();
  const ports: DeliveryPorts = {
    door,
    file: (id) => Promise.resolve(bytes.get(id) ?? null),
    save: (report, dropped = []) => {
      kept = structuredClone(report);
      for (const id of dropped) bytes.delete(id);
      return Promise.resolve();
    },
    prove: (challenge, bits) => Promise.resolve(`${challenge}${bits}`),
    pace: { bytes: () => PIECE, heard: () => {} },
    nowMs: () => 0,
    language: () => 'vi',
  };
  return {
    door,
    bytes,
    kept: () => kept,
    keep: (report: KeptReport) => (kept = report),
    deliver: () => deliver(kept, ports),
  };
}

describe('delivering a report', () => {
  it('brings words and photos, then forgets both on the phone', async () => {
    const { door, bytes, kept, deliver } = phone([1500, 10]);
    expect(await deliver()).toEqual({ kind: 'done' });
    expect([...door.files.values()].map(({ state }) => state)).toEqual(['stored', 'stored']);
    expect(kept()).toMatchObject({
      stage: 'done',
      code: 'QT-7K2M',
      draft: { description: '', serviceCode: 'ngap-ung' },
    });
    expect(bytes.size).toBe(0);
    expect(shareSent(kept())).toBe(1);
  });

  it('survives a cut at any byte of any step, and the server has one report with every byte', async () => {
    const whole = phone([1500, 10]);
    whole.door.lineBytes = 1e6;
    await whole.deliver();
    const costBytes = 1e6 - whole.door.lineBytes;
    for (let cutAfter = 0; cutAfter <= costBytes; cutAfter += 13) {
      const { door, bytes, kept, deliver } = phone([1500, 10]);
      door.lineBytes = cutAfter;
      expect([cutAfter, (await deliver()).kind]).toEqual([
        cutAfter,
        cutAfter < costBytes ? 'repeat' : 'done',
      ]);
      // Never a success that is none, never a photo gone that is not stored.
      if (kept().code !== null) expect(door.reports).toBe(1);
      for (const { id, state } of kept().files) if (state !== 'stored') expect(bytes.has(id)).toBe(true);
      door.lineBytes = Number.POSITIVE_INFINITY;
      expect(await deliver()).toEqual({ kind: 'done' });
      expect([door.reports, kept().stage, bytes.size]).toEqual([1, 'done', 0]);
    }
  });

  it('survives the loss of each single answer', async () => {
    for (let answered = 0; answered < 6; answered++) {
      const { door, kept, deliver } = phone([1500, 10]);
      const { patch, put } = door;
      let left = answered;
      const counted =
        <Args extends unknown[], T>(ask: (...args: Args) => T) =>
        (...args: Args): T => {
          if (left-- === 0) door.loseAnswers = 1;
          return ask(...args);
        };
      Object.assign(door, { patch: counted(patch), put: counted(put) });
      await deliver();
      await deliver();
      expect([answered, kept().stage, door.reports]).toEqual([answered, 'done', 1]);
    }
  });

  it('goes on where the server stands, not where it believed to be', async () => {
    const { door, kept, keep, deliver } = phone([1500]);
    door.lineBytes = 1000;
    await deliver();
    const [file] = door.files.values();
    const had = file?.held.length ?? 0;
    expect(had).toBeGreaterThan(0);
    keep(withFile(kept(), 'photo-0', { received: 1400 }));
    door.lineBytes = Number.POSITIVE_INFINITY;
    await deliver();
    expect(kept().stage).toBe('done');
  });

  it('tells a server that has forgotten everything once more, photos not yet stored included', async () => {
    const { door, kept, deliver } = phone([1500]);
    door.lineBytes = 1000;
    await deliver();
    expect(kept().stage).toBe('received');
    door.forget();
    door.lineBytes = Number.POSITIVE_INFINITY;
    expect(await deliver()).toEqual({ kind: 'done' });
  });

  it('begins a file again that arrived otherwise than it left, and not for ever', async () => {
    const damaged = { status: 460, body: '', retryAfter: null, offset: 0 };
    const once = phone([10]);
    once.door.instead.push(damaged);
    expect(await once.deliver()).toEqual({ kind: 'done' });
    const always = phone([10]);
    for (let i = 0; i < 50; i++) always.door.instead.push(damaged);
    expect(await always.deliver()).toMatchObject({ kind: 'repeat', reason: 'server' });
    expect(always.door.instead.length).toBeGreaterThan(40);
  });

  it('keeps a refused photo apart from the report, says why, and still brings the others', async () => {
    const { door, bytes, kept, deliver } = phone([10, 20]);
    door.refuse = ({ id }) => (id === 'photo-0' ? 'pixels' : null);
    expect(await deliver()).toEqual({ kind: 'done' });
    expect(kept().files.map(({ state, reason }) => [state, reason])).toEqual([
      ['refused', 'pixels'],
      ['stored', null],
    ]);
    expect(bytes.has('photo-0')).toBe(true);
  });

  it('has a server finish a file that it holds whole and was killed over', async () => {
    const { door, kept, deliver } = phone([1500]);
    door.dieAtTheEnd = true;
    expect((await deliver()).kind).toBe('repeat');
    expect(kept().files).toMatchObject([{ state: 'waiting' }]);
    expect(await deliver()).toEqual({ kind: 'done' });
    expect(kept().files).toMatchObject([{ state: 'stored' }]);
  });

  it("does not take a proxy's 413 for the end of a photo", async () => {
    const { door, bytes, kept, deliver } = phone([10]);
    door.instead.push({ status: 413, body: '<html>', retryAfter: null, offset: null });
    expect((await deliver()).kind).toBe('repeat');
    expect([kept().files[0]?.state, bytes.size]).toEqual(['waiting', 1]);
  });

  it('says that a photo is lost when this phone no longer has it', async () => {
    const { bytes, kept, deliver } = phone([10]);
    bytes.clear();
    expect(await deliver()).toEqual({ kind: 'done' });
    expect(kept().files).toMatchObject([{ state: 'refused', reason: 'lost' }]);
  });

  it('works for its turn when the server is under load', async () => {
    const { door, kept, deliver } = phone([]);
    door.challenge = { challenge: 'abc', bits: 12 };
    expect(await deliver()).toEqual({ kind: 'done' });
    expect(door.proofs).toEqual([null, 'abc:abc12']);
    expect(kept().code).toBe('QT-7K2M');
  });

  it('gives words that the server refuses back to the resident, with what is wrong', async () => {
    const { door, kept, deliver } = phone([10]);
    const body = JSON.stringify({ title: 'bad', issues: [{ path: 'description', message: 'too long' }] });
    Object.assign(door, {
      put: () => Promise.resolve({ status: 422, body, retryAfter: null, offset: null }),
    });
    expect(await deliver()).toEqual({ kind: 'refused' });
    expect(kept()).toMatchObject({ stage: 'refused', tried: false, draft: { description: 'Nước ngập' } });
    expect(kept().problem?.issues).toEqual([{ path: 'description', message: 'too long' }]);
  });

  it('never takes a login page for an answer', async () => {
    const { door, kept, deliver } = phone([10]);
    Object.assign(door, {
      put: () => Promise.resolve({ status: 200, body: '<html>Wi-Fi</html>', retryAfter: null, offset: null }),
    });
    expect(await deliver()).toMatchObject({ kind: 'repeat' });
    expect(kept()).toMatchObject({ stage: 'queued', code: null, tried: true });
  });

  it('waits as the server asks within a file too', async () => {
    const { door, deliver } = phone([10]);
    door.instead.push({ status: 429, body: '', retryAfter: '30', offset: null });
    expect(await deliver()).toEqual({ kind: 'repeat', reason: 'limited', waitMs: 30_000 });
  });
});
