//! The user's settings.

use std::fs;
use std::path::Path;

use chrono::{Local, SubsecRound};
use so_chi_bo::i18n::Language;
use so_chi_bo::settings::{
    Column, IdleLock, Renderer, Settings, SettingsFile, Theme, Trouble, WindowSize, Zoom,
};
use so_chi_bo::store::workspace::Error;

#[test]
fn what_was_saved_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::at(&folder.path().join("a").join("b"));
    assert_eq!(file.load().settings, Settings::default());
    assert_eq!(file.load().trouble, None);
    let mut settings = Settings {
        language: Language::En,
        theme: Theme::Dark,
        zoom: Zoom::new(130),
        renderer: Renderer::Software,
        idle_lock_minutes: IdleLock::new(0),
        window: WindowSize { width: 1600, height: 900, is_maximized: true },
        ..Settings::default()
    };
    settings.remember(folder.path(), "Chi bộ ấp 1", Local::now().trunc_subsecs(6));
    let column = Column { key: "name".into(), width: 220, is_hidden: true };
    settings.columns.insert("members".into(), vec![column]);
    file.save(&settings).unwrap();
    let loaded = file.load();
    assert_eq!((loaded.settings, loaded.trouble), (settings, None));
    assert_eq!(fs::read_dir(file.path().parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn defaults_are_as_promised() {
    let settings = Settings::default();
    assert_eq!(settings.zoom.percent(), 100);
    assert_eq!(settings.idle_lock_minutes.minutes(), 10);
    assert_eq!((settings.language, settings.theme), (Language::Vi, Theme::Light));
    assert_eq!(settings.renderer, Renderer::Auto);
}

#[test]
fn a_damaged_file_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::at(folder.path());
    for damage in [&b"theme = \"dark"[..], b"\xff\xfe\x00", b"zoom 100"] {
        fs::write(file.path(), damage).unwrap();
        let loaded = file.load();
        let kept = folder.path().join("settings.toml.damaged");
        assert_eq!(loaded.settings, Settings::default());
        assert_eq!(loaded.trouble, Some(Trouble::Damaged { kept: Some(kept.clone()) }));
        assert_eq!(fs::read(kept).unwrap(), damage);
        assert_eq!(file.load().trouble, None, "it is told once");
    }
}

#[test]
fn values_of_a_newer_version_fall_back_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = SettingsFile::at(folder.path());
    let text = "language = \"km\"\ntheme = \"dark\"\nzoom = 143\nrenderer = 7\nnew = [1]\n\
                idle_lock_minutes = 100000\nrecent = [{ path = \"/x\" }, 3]\n\
                [window]\nwidth = 10\nheight = 65000\n";
    fs::write(file.path(), text).unwrap();
    let loaded = file.load();
    assert_eq!(loaded.trouble, None);
    let settings = loaded.settings;
    assert_eq!((settings.language, settings.theme), (Language::Vi, Theme::Dark));
    assert_eq!((settings.zoom.percent(), settings.renderer), (140, Renderer::Auto));
    assert_eq!(settings.idle_lock_minutes.minutes(), 10);
    assert_eq!((settings.window.width, settings.window.height), (1024, 16_384));
    assert!(settings.recent.is_empty());
}

#[test]
fn zoom_goes_in_steps_between_its_bounds() {
    let mut zoom = Zoom::default();
    let mut seen = vec![];
    for _ in 0..12 {
        zoom = zoom.larger();
        seen.push(zoom.percent());
    }
    assert_eq!(seen[..3], [110, 120, 130]);
    assert_eq!(seen[9..], [200, 200, 200]);
    for _ in 0..20 {
        zoom = zoom.smaller();
    }
    assert_eq!(zoom.percent(), 80);
    assert_eq!(Zoom::new(0).percent(), 80);
    assert_eq!(Zoom::new(u16::MAX).percent(), 200);
    assert_eq!(IdleLock::new(999).minutes(), 240);
    assert_eq!(IdleLock::new(0).duration(), None);
}

#[test]
fn the_eight_latest_registers_are_remembered_once_each() {
    let mut settings = Settings::default();
    for number in 0..10 {
        let path = format!("/không có/{number}");
        settings.remember(Path::new(&path), &path, Local::now());
    }
    settings.remember(Path::new("/không có/5"), "tên mới", Local::now());
    assert_eq!(settings.recent.len(), 8);
    assert_eq!(settings.recent[0].name, "tên mới");
    assert_eq!(settings.recent.iter().filter(|recent| recent.path.ends_with("5")).count(), 1);
    assert!(settings.recent.iter().all(so_chi_bo::settings::Recent::is_missing));
    settings.forget(Path::new("/không có/5"));
    assert_eq!(settings.recent.len(), 7);
}

#[test]
fn a_place_that_can_not_be_written_is_an_error_and_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("tệp");
    fs::write(&blocked, "x").unwrap();
    let file = SettingsFile::at(&blocked);
    assert!(matches!(file.save(&Settings::default()), Err(Error::Io { .. })));
    let loaded = file.load();
    assert_eq!(loaded.settings, Settings::default());
    assert!(matches!(loaded.trouble, Some(Trouble::Unreadable(_))));
}
