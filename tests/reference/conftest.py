import pytest

from asv.reference import read_communes, read_series


@pytest.fixture(scope="session")
def communes():
    return read_communes()


@pytest.fixture(scope="session")
def series():
    return read_series()


@pytest.fixture(scope="session")
def value_of(series):
    values = {(one.serie, one.territoire): one.valeur for one in series}
    return lambda serie, territoire: values[serie, territoire]
