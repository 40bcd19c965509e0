"""CIQUAL as a workbook of Excel 97, which nothing here can write: packed bytes, four rows."""

from __future__ import annotations

import base64
import zlib

_PACKED = (
    "c-rk)PiPcp6#sqmC%c<uliirannG9tO_R9bMnmmI*9w|bL;OQ6r4ZN6CN5@o!t8FLJ+!tqM?vUG@gjKfV(Xz=Q9("
    "Tk3W^?tLLt$kC!qxoN!It?elzaY91^ghk$J=S=KbD#-#5RR@88TkdKjO-aHVGf|B~G>v0ROysm`aUL_81!#j8~|y"
    ">pmKHINM@kuY^+lZ_kE2O;i5?(YQ{_|3XQ8hA$KYs_NIDdrOED0_uNMlpw7q!rGSrwv<#Rfp)T=uM)3mCT!>_lW1"
    "T=v|aMufD>=^w`j+dK7<Y^hvA@-0n50^QU-*(S>_FihnqxYPmK(bMu**|7W1rYQ;rRzm4XKIX5#ik51~qi}<IS0R"
    "Hx7>g`0}Uthlh`Cm2qLo4`yF)ZLDsz+sj&mjui=7^1~Q<!xYkx@MayQxHh%uK#8G40MyWSz-edmS!1g^4LQu05sF"
    "8(&2GxJHY%Ymq+Si+nj#$kVjmJDhMTiNnY9H8@b1-Zq>{C8h_v>ytjI3v6zvy*)ATyBDEZlp5I#^$qgKpomH2P(q"
    "S!{E(_(O53w=C|;t&p_~#dC@&m_Iw&URW#OVij{~V>YUfUi&%+}o&C}!vUuZk6R#R>zUoN$HMk4E07>zrHLN3WDC"
    ")Fgk>}Ik#iMo}djyChACW~OKVG)eV;?PQZ676EgWr>Ip!^KN4AAf#qJUt<vld|#Ew#SdSM^VL(T!SjNNyLJ;Jq}5"
    "Yt)hRDRzDQGM|3CMDxLesyR@<Yl;r#@(SB-Shscxk$947q*>f)r{Lwr2JUvME<<W)jIxjy>UqByi*OOGAk5fphq&"
    "jz&<$BsXE4`HdC3?$S%WBw&Y3^114$zJzG>aJ*T|@kIl#dMktZK+4WctV=WckP@Wc#RzP?L{BghHBwT7iQS4q=_I"
    "ghRwf%z<0^-eANW?jBJ(#vEGwOy<z)BjynG5p!tM9E=q>7{Z}l=hsF_%ty>2t~nUOq3^yIV-6jDCUe;2Bj(WQqmV"
    "|-!CZlZ*}%bU;9xdzFona=eJ{owx+r!F9}u#2uhr`ib{ieI$|h~AZ=@N41QJLffdmrBh7~2RYmk=+OJ2xoufHMvU"
    "uTKRa`2nvy_JLX1?Hek-&*_VORP-aTi>o}{B*-sUR!FFb-e$DEJx_-E>7T>@HnyN@k^gCs{VdfT`~6VrqEiizq}T"
    "n|MB%-16sv1!~"
)


def ciqual_xls() -> bytes:
    """The workbook: an egg with 1,4 µg, an apple with traces, a plum with 0."""
    return zlib.decompress(base64.b85decode(_PACKED))
