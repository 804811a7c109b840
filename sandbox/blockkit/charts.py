"""The rules of charts in a data_visualization block."""

from typing import Any

from sandbox.blockkit.report import Report
from sandbox.blockkit.shape import Optional, array, by_type, number, record, string


def _series_fit(value: Any, at: str, report: Report) -> None:
    """Every series is named differently and has one value for each category."""
    axis, series = value.get("axis_config"), value.get("series")
    if not isinstance(axis, dict) or not isinstance(series, list):
        return
    names: set[str] = set()
    for index, each in enumerate(series):
        if not isinstance(each, dict) or not isinstance(each.get("data"), list):
            continue
        if each.get("name") in names:
            report.add("series names must be unique", f"{at}/series/{index}/name")
        names.add(str(each.get("name")))
        labels = [point.get("label") for point in each["data"] if isinstance(point, dict)]
        if labels != axis.get("categories"):
            report.add("data labels must match the axis categories", f"{at}/series/{index}/data")


_POINT = record({"label": string(20), "value": number(whole=False)})
_SERIES = record({"name": string(20), "data": array(_POINT, 20)})
_AXES = record({"categories": array(string(20), 20), "x_label": Optional(string(50)), "y_label": Optional(string(50))})
CHART = by_type(
    {
        "pie": record({"segments": array(_POINT, 6)}, tag="pie"),
        **{
            kind: record({"series": array(_SERIES, 6), "axis_config": _AXES}, _series_fit, tag=kind)
            for kind in ("bar", "area", "line")
        },
    }
)
