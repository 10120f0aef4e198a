// Scenes edited in the browser. What is stored is the text as somebody wrote it; a revision is never changed.
import { z } from 'zod';
import { sceneIdSchema } from '../scene-schema.ts';
import type { Scene } from '../scene.ts';

/** Revisions: of one scene, the newest are kept. */
export const SCENE_LIMITS = { characters: 20_000, scenes: 100, revisions: 200, note: 300 } as const;

const textSchema = z.string().min(1).max(SCENE_LIMITS.characters);
const noteSchema = z.string().trim().max(SCENE_LIMITS.note).default('');
/** The revision that the writer has seen; 0: none, the file. Another one by now: 409. */
const seenSchema = z.number().int().min(0).max(1_000_000_000);

/** `POST /api/v1/scenes/check`: nothing is stored. */
export const sceneCheckSchema = z.strictObject({
  text: textSchema,
  /** The scene that it is to be; absent: any. */
  scene: sceneIdSchema.optional(),
});
export type SceneCheck = z.infer<typeof sceneCheckSchema>;

/** `POST /api/v1/scenes`: one that there is not yet. */
export const newSceneSchema = z.strictObject({ text: textSchema, note: noteSchema });
export type NewScene = z.infer<typeof newSceneSchema>;

/** `PUT /api/v1/scenes/:scene` */
export const sceneSaveSchema = z.strictObject({ text: textSchema, note: noteSchema, revision: seenSchema });
export type SceneSave = z.infer<typeof sceneSaveSchema>;

/** `POST /api/v1/scenes/:scene/revisions/:revision/restore` */
export const sceneRestoreSchema = z.strictObject({ note: noteSchema, revision: seenSchema });
export type SceneRestore = z.infer<typeof sceneRestoreSchema>;

/** `DELETE /api/v1/scenes/:scene?revision=`: back to the file; without a file the scene is gone. */
export const sceneResetSchema = z.object({
  revision: z.coerce.number().int().min(0).max(1_000_000_000),
  note: noteSchema,
});
export type SceneReset = z.infer<typeof sceneResetSchema>;

/** `PUT /api/v1/scene-order`: every scene that is shown, each with the revision that was seen, in the wanted order. */
export const sceneOrderSchema = z.strictObject({
  scenes: z
    .array(z.strictObject({ id: sceneIdSchema, revision: seenSchema }))
    .min(1)
    .max(SCENE_LIMITS.scenes),
});
export type SceneOrder = z.infer<typeof sceneOrderSchema>;

/** `POST /api/v1/scene-imports`: a file, or several scenes in one stream of YAML documents. All of them, or none. */
export const sceneImportSchema = z.strictObject({
  text: z.string().min(1).max(200_000),
  note: noteSchema,
  /** Scenes that there are get a new revision; else they are in the way. */
  replace: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});
export type SceneImport = z.infer<typeof sceneImportSchema>;

export interface SceneProblem {
  /** In the text, from 1. */
  readonly line: number;
  /** `panels › 0 › size`; empty: the text itself. */
  readonly at: string;
  readonly message: string;
}

export interface SceneChecked {
  /** Null: there are problems. */
  readonly scene: Scene | null;
  readonly problems: readonly SceneProblem[];
}

export interface SceneImported {
  readonly saved: boolean;
  readonly items: readonly {
    /** As far as the text says it. */
    readonly id: string | null;
    readonly title: Scene['title'] | null;
    /** The revision that it replaces, 0 for a file; null: there is no such scene yet. */
    readonly replaces: number | null;
    readonly problems: readonly SceneProblem[];
  }[];
}

/** Where the scene that is shown comes from. */
export type SceneOrigin = 'product' | 'site' | 'edited';

export interface SceneStamp {
  readonly revision: number;
  readonly savedAt: string;
  readonly savedBy: string;
  readonly note: string;
}

/** `GET /api/v1/scene-editions`: scenes as those see them who edit them. */
export interface SceneEdition {
  readonly id: string;
  /** Null: nothing is shown under this name. */
  readonly scene: Scene | null;
  readonly origin: SceneOrigin | null;
  /** The file there is, whether it is shown or not. */
  readonly file: 'product' | 'site' | null;
  /** 0: never edited. */
  readonly revision: number;
  readonly newest: SceneStamp | null;
  /** The newest revision cannot be used: the file is shown in its place. */
  readonly problems: readonly SceneProblem[];
}

/** `GET /api/v1/scenes/:scene/edition` */
export interface SceneEditionText extends SceneEdition {
  /** What an editor begins with: the newest revision, usable or not; else the file. */
  readonly text: string;
  /** What a revision without text is; null: there is no file. */
  readonly fileText: string | null;
}

/** `GET /api/v1/scenes/:scene/revisions`, newest first. */
export interface SceneRevision extends SceneStamp {
  readonly scene: string;
  /** Null: back to the file. */
  readonly text: string | null;
  readonly isUsable: boolean;
}
