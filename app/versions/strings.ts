import { useLanguage } from '../i18n/language';

const EN = {
  title: 'Versions',
  text: 'Kept by themselves while you work, in this browser. The newest first.',
  none: 'Nothing is kept yet. A version is kept before your first edit, whenever you rest, and when you ask for one.',
  keptNowhere: 'This browser keeps no versions.',
  list: 'Versions',
  files: 'File',
  changes: (count: number) => (count === 0 ? 'nothing changed' : `${String(count)} ${count === 1 ? 'file' : 'files'}`),
  name: 'Name of this version',
  rename: 'Name it',
  keepNow: 'Keep a version now',
  keptNow: 'A version was kept.',
  nothingNew: 'Nothing changed since the newest version.',
  restoreFile: 'Restore this file',
  restoreAll: 'Restore the project',
  restored: 'Restored. What was there before is a version as well.',
  diff: 'What restoring it would change',
  same: 'This file is the same now.',
  gone: 'This file is not in that version: restoring the project takes it away.',
  binary: 'Not a text: it can be restored, and not compared.',
};

type Strings = typeof EN;

const ES: Strings = {
  title: 'Versiones',
  text: 'Se guardan solas mientras trabajas, en este navegador. Primero la más reciente.',
  none: 'Todavía no hay nada guardado. Se guarda una versión antes de tu primer cambio, cada vez que descansas y cuando la pides.',
  keptNowhere: 'Este navegador no guarda versiones.',
  list: 'Versiones',
  files: 'Archivo',
  changes: (count) => (count === 0 ? 'sin cambios' : `${String(count)} ${count === 1 ? 'archivo' : 'archivos'}`),
  name: 'Nombre de esta versión',
  rename: 'Nombrarla',
  keepNow: 'Guardar una versión ahora',
  keptNow: 'Se guardó una versión.',
  nothingNew: 'Nada cambió desde la versión más reciente.',
  restoreFile: 'Restaurar este archivo',
  restoreAll: 'Restaurar el proyecto',
  restored: 'Restaurado. Lo que había antes también es una versión.',
  diff: 'Qué cambiaría al restaurarla',
  same: 'Este archivo es igual ahora.',
  gone: 'Este archivo no está en esa versión: restaurar el proyecto lo quita.',
  binary: 'No es un texto: se puede restaurar, pero no comparar.',
};

const STRINGS = { en: EN, es: ES };

export const useVersionStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
